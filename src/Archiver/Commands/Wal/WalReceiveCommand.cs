using System.CommandLine;
using System.Globalization;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Archiving.Receiving;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-receive: WAL as it is written, for a loss of seconds instead of a segment.</summary>
internal static class WalReceiveCommand
{
    public static Command Create(CommandHost host)
    {
        var interval = new Option<int>("--partial-interval")
        {
            Description = "seconds between two uploads of the segment in progress", DefaultValueFactory = _ => 10,
        };
        var verb = new Verb(
            "wal-receive", "Streams WAL from the server into the archive until it is stopped.",
            "WALG_SLOTNAME=archive archiver wal-receive") { interval };
        host.Handle(verb, async context =>
        {
            var settings = context.Settings;
            var options = WalPushOptions.Read(settings) with { UploadConcurrency = 1 };
            var claim = ClaimFile.Locate(settings, DataDirectory.Find(settings, System.Environment.CurrentDirectory));
            await using var archive = context.OpenArchive();
            await using var link = new ReplicationLink(ServerAddress.From(settings), context.Time);
            await link.OpenAsync(context.Cancellation);
            var system = SystemIdentifier.Parse((await link.Connection.IdentifySystem(context.Cancellation)).SystemId);
            var ownership = new ArchiveOwnership(archive, claim, context.Time, ArchiveOwnership.RandomClaim);
            await ownership.RequireAsync(system, context.Cancellation);
            var folder = Directory.CreateTempSubdirectory("archiver-receive-");
            using var progress = context.Progress();
            progress.Begin("receiving WAL");
            try
            {
                using var receive = new WalReceive(
                    link, settings["WALG_SLOTNAME"] ?? "walg", folder.FullName,
                    SizeOf(await link.Connection.Show("wal_segment_size", context.Cancellation)),
                    new SegmentArchiver(archive, ownership, system, options, context.Time), progress,
                    TimeSpan.FromSeconds(Math.Max(1, context.Arguments.GetValue(interval))), context.Time);
                await receive.RunAsync(context.Cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return verb;
    }

    /// <summary>The server shows it as "16MB" or "1GB".</summary>
    internal static SegmentSize SizeOf(string shown)
    {
        var (digits, unit) = shown.EndsWith("GB", StringComparison.Ordinal) ? (shown[..^2], 30)
            : shown.EndsWith("MB", StringComparison.Ordinal) ? (shown[..^2], 20) : (shown, 0);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && SegmentSize.IsValid(number << unit)
            ? SegmentSize.FromBytes(number << unit)
            : throw new ArchiverException(
                FailureCode.ServerMismatch, $"the server shows a wal_segment_size of '{shown}'",
                "report it with this text.");
    }
}
