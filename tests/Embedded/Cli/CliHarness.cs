using System.Collections.Concurrent;
using System.Security.Cryptography;
using Postern.Embedded.Cli;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Programs;
using Postern.Embedded.Engine.Secrets;

namespace Postern.Tests.Embedded.Cli;

/// <summary>What a command printed, and how it ended.</summary>
public sealed record CliOutcome(int ExitCode, string Output, string Error);

/// <summary>A project folder of its own, and the embedded CLI in this process.</summary>
public sealed class CliHarness : IDisposable
{
    // Deriving a key is slow on purpose; the tests share them by phrase.
    private static readonly ConcurrentDictionary<string, Keyring> Keyrings = new();

    public CliHarness()
    {
        Folder = Directory.CreateTempSubdirectory("postern-cli-").FullName;
        Home = Path.Combine(Folder, "home");
    }

    public string Folder { get; }

    public string Home { get; }

    public string? Passphrase { get; set; } = "phrase";

    public bool Gzip { get; set; }

    public string Input { get; set; } = "";

    public VerdictMode Verdicts { get; set; }

    public bool IsTerminal { get; set; }

    public bool HasColour { get; set; }

    public int TerminalWidth { get; set; } = 80;

    /// <summary>Keys that are pressed one after the other; then the terminal is silent.</summary>
    public Queue<ConsoleKeyInfo>? Typed { get; set; }

    /// <summary>The first Ctrl-C, and the second.</summary>
    public CancellationTokenSource Stop { get; set; } = new();

    public CancellationTokenSource Cancellation { get; set; } = new();

    public Func<string, IProvider?> Providers { get; set; } = _ => null;

    public IProgram? Program { get; set; }

    /// <summary>A harness over a copy of a folder.</summary>
    public static CliHarness CopyOf(string source)
    {
        var harness = new CliHarness();
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(harness.Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return harness;
    }

    /// <summary>A harness over an empty project named "postern".</summary>
    public static CliHarness NewProject()
    {
        var harness = new CliHarness();
        harness.Write("Pulumi.yaml", "name: postern\nruntime: dotnet\n");
        return harness;
    }

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public void Write(string relative, string text) => File.WriteAllText(PathOf(relative), text);

    public async Task<CliOutcome> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var environment = new CliEnvironment
        {
            BackendUrl = "file://" + Folder,
            Passphrase = Passphrase,
            Home = Home,
            Gzip = Gzip,
            Verdicts = Verdicts,
        };
        var exitCode = await EmbeddedCli.RunAsync(
            arguments, (flags, _) => new CliContext(environment, Folder)
            {
                Flags = flags,
                Output = output,
                Error = error,
                Input = new StringReader(Input),
                Ink = new Ink(HasColour),
                IsTerminal = IsTerminal,
                TerminalWidth = TerminalWidth,
                IsInteractive = Typed is not null,
                NextKey = Typed is { } keys ? () => keys.TryDequeue(out var key) ? key : null : null,
                Stop = Stop.Token,
                Cancellation = Cancellation.Token,
                Keys = KeyringOf(Passphrase),
                CreateProvider = Providers,
                Program = Program,
            }, output, error);
        return new CliOutcome(exitCode, output.ToString(), error.ToString());
    }

    public static Keyring KeyringOf(string? phrase) => Keyrings.GetOrAdd(phrase ?? "", _ => NewKeyring(phrase));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Keyring NewKeyring(string? phrase) => new(() => phrase, RandomNumberGenerator.GetBytes);
}
