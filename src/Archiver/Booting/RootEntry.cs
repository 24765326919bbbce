using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>
/// What an entry verb does first while it is still root, before any setting is read: the secrets go to the tmpfs, the
/// volumes to uid 999, and the same command goes on as uid 999 by exec.
/// </summary>
public static class RootEntry
{
    private static readonly string[] EntryVerbs = ["boot", "agent", "drill"];

    /// <summary>
    /// Returns when there is nothing to do: not root, or another verb. Otherwise the process is replaced.
    /// </summary>
    /// <exception cref="ArchiverException">A step failed; nothing was dropped.</exception>
    public static void Enter(IReadOnlyList<string> arguments, ContainerPaths paths)
    {
        if (arguments.Count == 0 || !EntryVerbs.Contains(arguments[0])) return;
        if (ProcessCalls.EffectiveUser != 0) return;
        if (arguments.Any(one => one is "--help" or "-h" or "-?")) return;
        SecretsDelivery.Deliver(paths.Uploads, paths.Secrets, Identity.PostgresUser, Identity.PostgresGroup);
        Hand(paths.Volume);
        Hand(paths.Sockets);
        if (File.Exists(paths.SettingsFile)) ProcessCalls.SetEnvironment("WALG_CONFIG_PATH", paths.SettingsFile);
        ProcessCalls.SetEnvironment("HOME", paths.Volume);
        ProcessCalls.SetEnvironment("USER", "postgres");
        // On a terminal the runtime would put control sequences before lines that a program reads.
        ProcessCalls.SetEnvironment("TERM", "dumb");
        ProcessCalls.BecomeUser(Identity.PostgresUser, Identity.PostgresGroup);
        ProcessCalls.Execute("/proc/self/exe", ["archiver", .. arguments]);
    }

    /// <summary>A fresh volume belongs to root. What is inside is never touched: the server made it.</summary>
    private static void Hand(string folder)
    {
        if (!Directory.Exists(folder) || IsReadOnly(folder)) return;
        ProcessCalls.ChangeOwner(folder, Identity.PostgresUser, Identity.PostgresGroup);
    }

    private static bool IsReadOnly(string folder) =>
        MountTable.Load("/proc/self/mountinfo").MountOf(folder) is { ReadOnly: true };
}
