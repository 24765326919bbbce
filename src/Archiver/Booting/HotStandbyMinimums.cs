using System.Globalization;
using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Booting;

/// <summary>
/// A server in recovery must have as many connections, workers and locks as its primary had, and the control file
/// says how many those were. Read at every start with a signal file: the primary may have raised them since the last
/// one.
/// </summary>
public static class HotStandbyMinimums
{
    /// <summary>
    /// The parameters to add, each as high as the control file demands, for those that are configured lower.
    /// </summary>
    public static IReadOnlyList<ServerParameter> Raise(
        string data, string? configFile, IReadOnlyList<ServerParameter> parameters)
    {
        var file = Path.Combine(data, ControlFile.RelativePath);
        if (!File.Exists(file)) return [];
        var control = ControlFile.Parse(File.ReadAllBytes(file));
        return Raise(control, name => Configured(data, configFile, parameters, name));
    }

    /// <param name="control">What the primary had.</param>
    /// <param name="configured">The value that the server would start with; null when it cannot be told.</param>
    public static IReadOnlyList<ServerParameter> Raise(ControlFile control, Func<string, int?> configured)
    {
        (string Name, int Minimum)[] minimums =
        [
            ("max_connections", control.MaxConnections),
            ("max_worker_processes", control.MaxWorkerProcesses),
            ("max_wal_senders", control.MaxWalSenders),
            ("max_prepared_transactions", control.MaxPreparedTransactions),
            ("max_locks_per_transaction", control.MaxLocksPerTransaction),
        ];
        return [.. minimums
            .Where(one => configured(one.Name) is not { } value || value < one.Minimum)
            .Select(one => new ServerParameter(one.Name, one.Minimum.ToString(CultureInfo.InvariantCulture)))];
    }

    private static int? Configured(
        string data, string? configFile, IReadOnlyList<ServerParameter> parameters, string name)
    {
        var answer = ServerBinary.Query(data, configFile, parameters, name);
        return answer.ExitCode == 0
            && int.TryParse(answer.Output.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var value)
                ? value : null;
    }
}
