using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-push: archive_command. PostgreSQL starts it for every segment, so it also runs without the command
/// tree.</summary>
internal static class WalPushCommand
{
    public const string Name = "wal-push";

    public static Command Create(CommandHost host)
    {
        var path = new Argument<string>("wal_filepath") { Description = "the file, as archive_command's %p gives it" };
        var storage = UnsupportedOptions.TargetStorage();
        var verb = new Verb(
            Name, "Stores one WAL file; success means that it is durable in the archive.",
            "archive_command = 'archiver wal-push \"%p\"'") { path, storage };
        host.Handle(verb, context =>
        {
            UnsupportedOptions.Refuse(context.Arguments, storage);
            return RunAsync(context.Arguments.GetRequiredValue(path), context.Settings, context.Time,
                context.Cancellation);
        });
        return verb;
    }

    public static async Task RunAsync(
        string path, ArchiverSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var options = WalPushOptions.Read(settings);
        var data = DataDirectory.Find(settings, Environment.CurrentDirectory, path);
        var claim = ClaimFile.Locate(settings, data);
        // A little before the deadline of the whole, so that the store's last failure is what is reported.
        await using var archive = ArchiveFactory.Open(
            settings, retry: policy => policy with { Deadline = options.Deadline * 0.95 });
        var ownership = new ArchiveOwnership(archive, claim, time, ArchiveOwnership.RandomClaim);
        await new WalPush(archive, ownership, data, options, time).RunAsync(path, cancellation);
    }
}
