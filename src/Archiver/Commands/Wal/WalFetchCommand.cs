using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-fetch: restore_command. Its exit codes are WalFetchExit's; it also runs without the command
/// tree.</summary>
internal static class WalFetchCommand
{
    public const string Name = "wal-fetch";

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("wal_name")
            { Description = "the file's name, as restore_command's %f gives it" };
        var destination = new Argument<string>("destination_filename")
        {
            Description = "where to, as restore_command's %p gives it",
        };
        var storage = UnsupportedOptions.TargetStorage();
        var verb = new Verb(
            Name, "Delivers one WAL file after it has proved itself; 74 when the archive has none.",
            "restore_command = 'archiver wal-fetch \"%f\" \"%p\"'") { file, destination, storage };
        host.Handle(verb, context =>
        {
            UnsupportedOptions.Refuse(context.Arguments, storage);
            return RunAsync(
                context.Arguments.GetRequiredValue(file), context.Arguments.GetRequiredValue(destination),
                host.Flags, host.Environment, context.Settings, context.Time, context.Cancellation);
        });
        return verb;
    }

    /// <exception cref="ArchiverException">WalAbsent when the store says so; anything else could not be found
    /// out.</exception>
    public static async Task RunAsync(
        string file, string destination, SettingFlags flags, IReadOnlyDictionary<string, string> environment,
        ArchiverSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        if (!WalFileName.TryParse(file, out var name))
            throw new ArchiverException(
                FailureCode.Usage, $"'{file}' is no WAL file's name", "give what restore_command's %f stands for.");
        var depth = settings.Integer("WALG_DOWNLOAD_CONCURRENCY", 10, 1, 1000);
        var control = ReadControl(settings, out var data);
        // WalFetch itself asks again, for as long as recovery may wait.
        await using var archive = ArchiveFactory.Open(settings, retry: policy => policy with { Attempts = 2 });
        var prefetch = depth > 1
            ? PrefetchFolder.Locate(settings, data, control, archive.Storage.Location)
            : null;
        var result = await new WalFetch(
            archive, control, new WalAbsence(archive, control, data?.Signal == RecoverySignal.Standby), prefetch,
            WalPushOptions.ReadDeadline(settings), time).RunAsync(name, destination, cancellation);
        if (result is null)
            throw new ArchiverException(
                FailureCode.WalAbsent, $"'{name}' is not in archive '{archive.Storage.Location}'",
                "nothing is to be done when it is the end of the archive.");
        if (prefetch is null || name is not { Kind: WalFileKind.Segment, Segment: { } segment }) return;
        // A process each time would cost more than it brings: the folder is filled again when half of it is used up.
        if (prefetch.Missing(segment, control!.WalSegmentSize, depth).Count() * 2 >= depth)
            DetachedProcess.Start([WalPrefetchCommand.Name, name.Text, destination, .. flags.ToArguments()],
                environment);
    }

    private static ControlFile? ReadControl(ArchiverSettings settings, out DataDirectory? data)
    {
        data = DataDirectory.Find(settings, Environment.CurrentDirectory);
        try
        {
            return data?.ReadControl();
        }
        catch (ArchiverException)
        {
            // A data directory that is just being made has none yet: the file is then checked against itself.
            return null;
        }
    }
}
