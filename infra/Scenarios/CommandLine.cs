using Postern.Infra.Settings;

namespace Postern.Infra.Scenarios;

/// <summary>
/// The parameters that go to postgres as -c, because a restored postgresql.auto.conf must not override them. Of the
/// recovery targets the unused kinds come first, empty: otherwise a leftover in the restored file is a second target,
/// and PostgreSQL refuses two.
/// </summary>
public static class CommandLine
{
    public const string Push = "archiver wal-push \"%p\"";

    public const string Fetch = "archiver wal-fetch %f \"%p\"";

    private static readonly (string Kind, string Parameter)[] Targets =
    [
        ("immediate", "recovery_target"),
        ("lsn", "recovery_target_lsn"),
        ("name", "recovery_target_name"),
        ("time", "recovery_target_time"),
        ("xid", "recovery_target_xid"),
    ];

    public static string[][] Primary() =>
    [
        ["archive_mode", "on"],
        ["archive_library", ""],
        ["archive_command", Push],
        ["restore_command", Fetch],
        .. NoTargets(),
    ];

    /// <summary>A recovery that pauses at its target and cannot write to the archive.</summary>
    public static string[][] Drill(RecoveryTarget target) =>
    [
        ["archive_mode", "off"],
        ["archive_library", ""],
        ["archive_command", ""],
        ["restore_command", Fetch],
        .. Recovery(target, "pause"),
    ];

    /// <summary>The target's parameters: the unused kinds empty, the used one, then action, inclusive,
    /// timeline.</summary>
    public static string[][] Recovery(RecoveryTarget target, string action) =>
    [
        .. Targets.Where(pair => pair.Kind != target.Kind).Select(pair => new[] { pair.Parameter, "" }),
        .. Targets.Where(pair => pair.Kind == target.Kind)
        .Select(pair => new[] { pair.Parameter, target.Value ?? "immediate" }),
        ["recovery_target_action", action],
        ["recovery_target_inclusive", target.Inclusive ? "on" : "off"],
        ["recovery_target_timeline", target.Timeline],
    ];

    private static IEnumerable<string[]> NoTargets() => Targets.Select(pair => new[] { pair.Parameter, "" });
}
