using System.Globalization;
using Npgsql;
using Npgsql.Replication;
using NpgsqlTypes;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Receiving;

/// <summary>
/// Streams WAL from a server into the archive: the loss is bounded by seconds, not by a segment. The server is told
/// only of positions that the archive has, so its slot keeps everything else. At the end of a timeline the history is
/// followed.
/// </summary>
/// <param name="connection">To the server, in physical replication mode.</param>
/// <param name="slotName">Made when it is not there.</param>
/// <param name="folder">Where the segment in progress is kept.</param>
/// <param name="size">The cluster's segment size.</param>
/// <param name="archiver">Where to.</param>
/// <param name="progress">Told of every byte.</param>
/// <param name="partialInterval">How often the segment in progress is stored.</param>
/// <param name="time">The clock.</param>
internal sealed class WalReceive(
    PhysicalReplicationConnection connection, string slotName, string folder, SegmentSize size,
    SegmentArchiver archiver,
    IProgressReporter progress, TimeSpan partialInterval, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private ReceivedSegment? _segment;

    /// <summary>Ends with the token only, or with a failure. What came is stored as .partial before it ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var (slot, timeline, start) = await StartAsync(cancellation);
        try
        {
            while (true)
            {
                progress.Line($"receiving from {start} on timeline {timeline}");
                await StreamAsync(slot, timeline, start, cancellation);
                (timeline, start) = await FollowAsync(timeline, cancellation);
            }
        }
        finally
        {
            // The signal has come already: this has a deadline of its own.
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(30), time);
            if (_segment is not null) await archiver.StorePartialAsync(_segment, last.Token);
            _segment?.Dispose();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(PhysicalReplicationSlot Slot, TimelineId Timeline, Lsn Start)> StartAsync(
        CancellationToken cancellation)
    {
        var system = await connection.IdentifySystem(cancellation);
        var slot = await connection.ReadReplicationSlot(slotName, cancellation)
            ?? await connection.CreateReplicationSlot(slotName, isTemporary: false, reserveWal: true, cancellation);
        var from = slot.RestartLsn is { } restart ? new Lsn((ulong)restart) : new Lsn((ulong)system.XLogPos);
        var timeline = new TimelineId(slot.RestartTimeline ?? system.Timeline);
        return (slot, timeline, size.StartOf(size.NumberOf(from)));
    }

    private async Task StreamAsync(
        PhysicalReplicationSlot slot, TimelineId timeline, Lsn start, CancellationToken cancellation)
    {
        await ReplaceAsync(new ReceivedSegment(folder, WalSegmentName.For(timeline, start, size), size), cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var partials = StorePartialsAsync(ended.Token);
        try
        {
            var messages = connection.StartReplication(
                slot, new NpgsqlLogSequenceNumber(start.Value), ended.Token, timeline.Value);
            await foreach (var message in messages)
            {
                if (partials.IsFaulted) await partials;
                var position = new Lsn((ulong)message.WalStart);
                using var data = new MemoryStream();
                await message.Data.CopyToAsync(data, ended.Token);
                await TakeAsync(position, data.ToArray(), timeline, ended.Token);
            }
        }
        finally
        {
            await ended.CancelAsync();
            try
            {
                await partials;
            }
            catch (OperationCanceledException)
            {
                // Ended with the stream.
            }
        }
    }

    private async Task TakeAsync(Lsn position, byte[] data, TimelineId timeline, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var segment = _segment!;
            if (position != segment.End)
                throw new ArchiverException(
                    FailureCode.WalMissing, $"the server sent WAL from {position}, {segment.End} was next",
                    "look whether its slot was invalidated (pg_replication_slots), and drop it if so.");
            for (var offset = 0; offset < data.Length;)
            {
                var count = (int)Math.Min(data.Length - offset, size.SizeBytes - segment.FilledBytes);
                segment.Append(data.AsSpan(offset, count));
                offset += count;
                progress.Add(count);
                if (!segment.IsFull) continue;
                await archiver.StoreWholeAsync(segment, cancellation);
                connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(segment.End.Value));
                var next = new ReceivedSegment(folder, WalSegmentName.For(timeline, segment.End, size), size);
                segment.Dispose();
                _segment = segment = next;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StorePartialsAsync(CancellationToken cancellation)
    {
        var stored = Lsn.Zero;
        while (true)
        {
            await Task.Delay(partialInterval, time, cancellation);
            await _turn.WaitAsync(cancellation);
            try
            {
                if (_segment is not { FilledBytes: > 0 } segment || segment.End == stored) continue;
                await archiver.StorePartialAsync(segment, cancellation);
                stored = segment.End;
                connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(stored.Value));
                await connection.SendStatusUpdate(cancellation);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task<(TimelineId Timeline, Lsn Start)> FollowAsync(TimelineId ended, CancellationToken cancellation)
    {
        if (_segment is not null) await archiver.StorePartialAsync(_segment, cancellation);
        var current = new TimelineId((await connection.IdentifySystem(cancellation)).Timeline);
        if (current <= ended)
            throw new ArchiverException(
                FailureCode.ServerUnreachable, $"the server ended the stream of timeline {ended} and has no later one",
                "see the server's log, and start wal-receive again.");
        var file = await connection.TimelineHistory(current.Value, cancellation);
        var history = TimelineHistory.Parse(current, System.Text.Encoding.UTF8.GetString(file.Content));
        var index = history.Switches.ToList().FindIndex(one => one.Timeline == ended);
        if (index < 0)
            throw new ArchiverException(
                FailureCode.ServerMismatch,
                string.Create(CultureInfo.InvariantCulture,
                $"timeline {current} of the server does not come from {ended}"),
                "receive from the server that was promoted, or into a prefix of its own.");
        var next = index + 1 < history.Switches.Count ? history.Switches[index + 1].Timeline : current;
        var content = next == current ? file : await connection.TimelineHistory(next.Value, cancellation);
        await archiver.StoreHistoryAsync(next, content.Content, cancellation);
        return (next, size.StartOf(size.NumberOf(history.Switches[index].SwitchPoint)));
    }

    private async Task ReplaceAsync(ReceivedSegment next, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        _segment?.Dispose();
        _segment = next;
        _turn.Release();
    }

    /// <summary>A connection for physical replication, with libpq's settings.</summary>
    public static async Task<PhysicalReplicationConnection> ConnectAsync(
        NpgsqlConnectionStringBuilder address, CancellationToken cancellation)
    {
        var connection = new PhysicalReplicationConnection(address.ConnectionString);
        try
        {
            await connection.Open(cancellation);
            return connection;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            await connection.DisposeAsync();
            throw new ArchiverException(
                FailureCode.ServerUnreachable,
                $"cannot replicate from '{address.Host}' as '{address.Username}': {error.Message}",
                "give the role REPLICATION and pg_hba.conf a line for database replication.", error);
        }
    }
}
