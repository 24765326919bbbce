using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>A new, empty cluster in data.new.</summary>
public sealed class InitdbProvisioner(
    ContainerPaths paths, BootPlan plan, IReadOnlyDictionary<string, string> environment, Action<string> line,
        TimeProvider time)
{
    public async Task ProvisionAsync(string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        line("initdb: making a new cluster");
        var password = plan.PasswordFile ?? WritePassword();
        var local = plan.Archives ? "peer" : "trust";
        List<string> arguments =
        [
            "--pgdata", folder, "--username", plan.User, "--encoding", "UTF8",
            "--auth-local", local, "--auth-host", password is null ? "trust" : "scram-sha-256",
        ];
        if (password is not null) arguments.AddRange(["--pwfile", password]);
        arguments.AddRange(plan.InitdbArguments);
        var answer = ServerBinary.Run("initdb", arguments);
        if (password is not null && plan.PasswordFile is null) DurableFile.Delete(password);
        if (answer.ExitCode != 0) throw BootRefusal.Because(
            $"initdb failed: {LastLine(answer.Error)}",
                "see POSTGRES_INITDB_ARGS or 'initdbArgs', and the volume's free space.");
        if (!plan.Archives) AllowHosts(folder, password is null ? "trust" : "scram-sha-256");
        var scripts = new InitScripts(paths, plan, line, time);
        if (scripts.AreNeeded) await scripts.RunAsync(folder, cancellation);
    }

    /// <summary>
    /// The official image listens to everybody, with the method that POSTGRES_HOST_AUTH_METHOD names.
    /// </summary>
    private void AllowHosts(string folder, string method)
    {
        var chosen = environment.GetValueOrDefault("POSTGRES_HOST_AUTH_METHOD") is { Length: > 0 } named
            ? named : method;
        var hba = Path.Combine(folder, "pg_hba.conf");
        DurableFile.WriteText(
            hba, File.ReadAllText(hba) + $"\nhost all all all {chosen}\n",
                UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var configuration = Path.Combine(folder, "postgresql.conf");
        DurableFile.WriteText(
            configuration, File.ReadAllText(configuration) + "\nlisten_addresses = '*'\n",
            UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string? WritePassword()
    {
        if (environment.GetValueOrDefault("POSTGRES_PASSWORD") is not { Length: > 0 } password) return null;
        var file = Path.Combine(paths.Secrets, "initdb-password");
        DurableFile.WriteText(file, password + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "no word from it";
}
