using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Booting;

/// <summary>
/// Gives a cluster that is there a changed password before its server starts: initdb reads the secret once only, and a
/// rotated one would be what the stack says and nobody can log in with. By a server in single-user mode, so that no
/// connection is needed and the text goes through a pipe: never into arguments or a log.
/// </summary>
public sealed class RolePassword(BootPlan plan, DataLayout layout, string? configFile, Action<string> line)
{
    private const string Proof = "role_is_there";

    // Nothing of the statement may be written anywhere, and nothing may make the one commit wait.
    private static readonly ServerParameter[] Quiet =
    [
        new("log_statement", "none"), new("log_min_error_statement", "panic"), new("log_min_duration_statement", "-1"),
        new("log_destination", "stderr"), new("logging_collector", "off"),
        new("synchronous_commit", "local"), new("default_transaction_read_only", "off"),
        new("standard_conforming_strings", "on"), new("lc_messages", "C"),
    ];

    /// <summary>
    /// Nothing during recovery, where nothing can be written. A cluster of which no password is known keeps its own.
    /// </summary>
    /// <exception cref="Failures.ArchiverException">BootRefused: the server did not take it.</exception>
    public void Apply()
    {
        if (!plan.Archives || plan.PasswordFile is not { } file || SignalFiles.Any(layout.Data)) return;
        // One line, as initdb reads it.
        if (File.ReadLines(file).FirstOrDefault() is not { Length: > 0 } password) return;
        var known = PasswordFingerprint.Load(layout.Password);
        if (known?.Matches(password) == true) return;
        if (known is not null) Change(password);
        PasswordFingerprint.Of(password).Save(layout.Password);
    }

    /// <summary>
    /// A restored cluster has the password of the archive's time, and the stack's is what its user knows: whatever
    /// becomes of this start, a later one must not take the stack's for the cluster's.
    /// </summary>
    public static void Forget(DataLayout layout) => PasswordFingerprint.OfNone().Save(layout.Password);

    private void Change(string password)
    {
        line($"giving role '{plan.User}' the stack's password");
        // After a crash the WAL is replayed first, and an extension's records need the extension's library.
        if (Preflight.ReadControl(layout.Data).State != ClusterState.ShutDown) Run(Quiet, "");
        // In this mode the end of a line ends a statement.
        var answer = Run(
            [.. Quiet, new("shared_preload_libraries", "")],
            $"ALTER ROLE {Quoted(plan.User, '"')} PASSWORD {Quoted(password, '\'')}\n"
                + $"SELECT 'yes' AS {Proof} FROM pg_authid WHERE rolname = {Quoted(plan.User, '\'')}\n");
        if (answer.ExitCode == 0 && answer.Output.Contains($"{Proof} = \"yes\"", StringComparison.Ordinal)
            && Complaint(answer.Error) is null) return;
        var cause = Complaint(answer.Error) ?? "there is no such role";
        if (cause.Contains(password, StringComparison.Ordinal)) cause = "the server did not take it";
        throw BootRefusal.Because(
            $"the password of role '{plan.User}' could not be changed: {cause}",
            "put the old password back and run up again, or change it in the database first.");
    }

    private ProgramAnswer Run(IReadOnlyList<ServerParameter> parameters, string statements)
    {
        List<string> arguments = ["--single", "-D", layout.Data];
        if (configFile is not null) arguments.AddRange(["-c", $"config_file={configFile}"]);
        arguments.AddRange(ServerParameter.Arguments([.. plan.Parameters, .. parameters]));
        arguments.Add("template1");
        return ServerBinary.Run("postgres", arguments, statements);
    }

    private static string? Complaint(string error) => error.Split('\n').FirstOrDefault(one =>
        one.Contains("ERROR:", StringComparison.Ordinal) || one.Contains("FATAL:", StringComparison.Ordinal)
        || one.Contains("PANIC:", StringComparison.Ordinal))?.Trim();

    private static string Quoted(string text, char mark) =>
        mark + text.Replace($"{mark}", $"{mark}{mark}", StringComparison.Ordinal) + mark;
}
