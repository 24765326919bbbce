using Postern.Archiver.Commands.Wal;

namespace Postern.Archiver.Commands;

/// <summary>
/// wal-push and wal-fetch in their plain form, straight to the work: PostgreSQL starts a process for every segment, and
/// building the command tree would cost more than looking up the name. Anything unusual in the arguments goes the long
/// way, which explains it.
/// </summary>
internal static class HotVerbs
{
    /// <summary>The running verb, or null when the arguments are not the plain form of a hot one.</summary>
    public static Task<int>? TryRun(CommandHost host, CancellationToken cancellation) => host.Flags.Rest switch
    {
        [WalPushCommand.Name, var path] when IsPlain(path) =>
            SucceedAsync(WalPushCommand.RunAsync(path, host.Settings, host.Time, cancellation)),
        [WalFetchCommand.Name, var file, var destination] when IsPlain(file) && IsPlain(destination) =>
            SucceedAsync(WalFetchCommand.RunAsync(
                file, destination, host.Flags, host.Environment, host.Settings, host.Time, cancellation)),
        _ => null,
    };

    private static bool IsPlain(string argument) => argument.Length > 0 && argument[0] is not ('-' or '[' or '/' or '?')
        || Path.IsPathFullyQualified(argument);

    private static async Task<int> SucceedAsync(Task work)
    {
        await work;
        return 0;
    }
}
