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
        new("log_destination", "stderr"), new("logging_collector", "off"), new("shared_preload_libraries", ""),
        new("synchronous_commit", "local"), new("default_transaction_read_only", "off"),
        new("standard_conforming_strings", "on"),
    ];

    /// <summary>
    /// Nothing during recovery, where nothing can be written. A cluster of which no password is known keeps its own,
    /// unless it was restored just now: then the archive's age decides, and the stack's is what its user knows.
    /// </summary>
    /// <param name="isNew">The cluster was provisioned by this very start.</param>
    /// <exception cref="Failures.ArchiverException">BootRefused: the server did not take it.</exception>
    public void Apply(bool isNew)
    {
        if (!plan.Archives || plan.PasswordFile is not { } file || SignalFiles.Any(layout.Data)) return;
        // One line, as initdb reads it.
        if (File.ReadLines(file).FirstOrDefault() is not { Length: > 0 } password) return;
        var known = PasswordFingerprint.Load(layout.Password);
        if (known?.Matches(password) == true) return;
        if (known is not null || (isNew && plan.Provision == "restore")) Change(password);
        PasswordFingerprint.Of(password).Save(layout.Password);
    }

    private void Change(string password)
    {
        line($"giving role '{plan.User}' the stack's password");
        List<string> arguments = ["--single", "-D", layout.Data];
        if (configFile is not null) arguments.AddRange(["-c", $"config_file={configFile}"]);
        arguments.AddRange(ServerParameter.Arguments([.. plan.Parameters, .. Quiet]));
        arguments.Add("template1");
        // In this mode the end of a line ends a statement.
        var answer = ServerBinary.Run(
            "postgres", arguments,
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

    private static string? Complaint(string error) => error.Split('\n').FirstOrDefault(one =>
        one.Contains("ERROR:", StringComparison.Ordinal) || one.Contains("FATAL:", StringComparison.Ordinal)
        || one.Contains("PANIC:", StringComparison.Ordinal))?.Trim();

    private static string Quoted(string text, char mark) =>
        mark + text.Replace($"{mark}", $"{mark}{mark}", StringComparison.Ordinal) + mark;
}
