using Postern.Embedded.Cli.Crashes;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>The environment variables that the embedded CLI obeys, read once.</summary>
public sealed record CliEnvironment
{
    public string? BackendUrl { get; init; }
    public string? Passphrase { get; init; }
    public string? PassphraseFile { get; init; }
    public string? Stack { get; init; }
    public string? DockerHost { get; init; }

    /// <summary>Where the docker CLI's certificates are, when it is told to verify.</summary>
    public string? DockerCertificatePath { get; init; }
    public string? NomadAddress { get; init; }
    public string? NomadToken { get; init; }
    public string? NomadRegion { get; init; }
    public string? NomadAuthorityFile { get; init; }
    public string? NomadCertificateFile { get; init; }
    public string? NomadKeyFile { get; init; }
    public bool NomadSkipsVerification { get; init; }
    public bool Gzip { get; init; }
    public bool Zstd { get; init; }
    public bool KeepsBackups { get; init; } = true;
    public bool NoColor { get; init; }
    public required string Home { get; init; }

    /// <summary>The compiled program, in place of the project's own.</summary>
    public string? Program { get; init; }

    public VerdictMode Verdicts { get; init; }

    /// <summary>Where a test wants the process to die, or null.</summary>
    public CrashPoint? Crash { get; init; }

    /// <summary>Every variable whose name begins with PULUMI_, for the history.</summary>
    public IReadOnlyDictionary<string, string> PulumiVariables { get; init; } = new Dictionary<string, string>();

    public static CliEnvironment Read()
    {
#pragma warning disable RS0030 // this is the settings type
        static string? Value(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
        static bool Flag(string name) => Value(name) is "true" or "1" or "TRUE" or "True";
        return new CliEnvironment
        {
            BackendUrl = Value("PULUMI_BACKEND_URL"),
            Passphrase = Value("PULUMI_CONFIG_PASSPHRASE"),
            PassphraseFile = Value("PULUMI_CONFIG_PASSPHRASE_FILE"),
            Stack = Value("PULUMI_STACK"),
            DockerHost = Value("DOCKER_HOST"),
            DockerCertificatePath = Value("DOCKER_CERT_PATH"),
            NomadAddress = Value("NOMAD_ADDR"),
            NomadToken = Value("NOMAD_TOKEN"),
            NomadRegion = Value("NOMAD_REGION"),
            NomadAuthorityFile = Value("NOMAD_CACERT"),
            NomadCertificateFile = Value("NOMAD_CLIENT_CERT"),
            NomadKeyFile = Value("NOMAD_CLIENT_KEY"),
            NomadSkipsVerification = Flag("NOMAD_SKIP_VERIFY"),
            Gzip = Flag("PULUMI_DIY_BACKEND_GZIP"),
            Zstd = Flag("PULUMI_DIY_BACKEND_ZSTD"),
            KeepsBackups = !Flag("PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"),
            NoColor = Value("NO_COLOR") is { Length: > 0 },
            Home = Value("PULUMI_HOME") ?? Path.Combine(Value("HOME") ?? "/", ".pulumi"),
            Program = Value("POSTERN_PROGRAM"),
            Verdicts = Enum.TryParse<VerdictMode>(Value("POSTERN_VERDICTS"), ignoreCase: true, out var mode) ? mode
                : default,
            Crash = CrashPoint.Parse(Value("POSTERN_TEST_CRASH_AT")),
            PulumiVariables = Variables(),
        };
    }

    private static Dictionary<string, string> Variables()
    {
#pragma warning disable RS0030 // this is the settings type
        var all = Environment.GetEnvironmentVariables();
#pragma warning restore RS0030
        return all.Cast<System.Collections.DictionaryEntry>()
            .Where(entry => ((string)entry.Key).StartsWith("PULUMI_", StringComparison.Ordinal))
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
    }

    /// <summary>The passphrase: the variable, even an empty one, before the file; null when neither is set.</summary>
    public string? ReadPassphrase()
    {
        if (Passphrase is not null) return Passphrase;
        if (string.IsNullOrEmpty(PassphraseFile)) return null;
        try
        {
            return File.ReadAllText(PassphraseFile).Trim();
        }
        catch (IOException failure)
        {
            throw new Engine.Secrets.SecretFailure(
                $"unable to read PULUMI_CONFIG_PASSPHRASE_FILE '{PassphraseFile}': {failure.Message}");
        }
    }
}
