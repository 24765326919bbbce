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
/// <param name="link">To the server; open.</param>
/// <param name="slotName">Made when it is not there.</param>
/// <param name="folder">Where the segment in progress is kept.</param>
/// <param name="size">The cluster's segment size.</param>
/// <param name="archiver">Where to.</param>
/// <param name="progress">Told of every byte.</param>
/// <param name="partialInterval">How often the segment in progress is stored.</param>
/// <param name="time">The clock.</param>
internal sealed class WalReceive(
    ReplicationLink link, string slotName, string folder, SegmentSize size, SegmentArchiver archiver,
    IProgressReporter progress, TimeSpan partialInterval, TimeProvider time) : IDisposable
{
    /// <summary>A stream that lasted so long was sound, even when the server had nothing to send.</summary>
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private ReceivedSegment? _segment;

    /// <summary>Ends with the token only, or with a failure. What came is stored as .partial before it ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var (slot, timeline, start) = await link.AskAsync(StartAsync, cancellation);
        try
        {
            while (true)
            {
                progress.Line($"receiving from {start} on timeline {timeline}");
                var (reached, began) = (_segment?.End ?? start, time.GetTimestamp());
                try
                {
                    await StreamAsync(slot, timeline, start, cancellation);
                }
                catch (NpgsqlException error)
                {
                    var lived = _segment!.End > reached || time.GetElapsedTime(began) > LongLife;
                    await link.ReopenAsync(error, slotName, lived, cancellation);
                }
                var ended = timeline;
                (timeline, start) = await link.AskAsync(token => FollowAsync(ended, token), cancellation);
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
        var system = await link.Connection.IdentifySystem(cancellation);
        var slot = await link.Connection.ReadReplicationSlot(slotName, cancellation)
            ?? await link.Connection.CreateReplicationSlot(
                slotName, isTemporary: false, reserveWal: true, cancellation);
        var from = slot.RestartLsn is { } restart ? new Lsn((ulong)restart) : new Lsn((ulong)system.XLogPos);
        var timeline = new TimelineId(slot.RestartTimeline ?? system.Timeline);
        return (slot, timeline, size.StartOf(size.NumberOf(from)));
    }

    private async Task StreamAsync(
        PhysicalReplicationSlot slot, TimelineId timeline, Lsn start, CancellationToken cancellation)
    {
        await BeginAsync(WalSegmentName.For(timeline, start, size), cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A server that is idle sends nothing: what failed there must be heard of all the same.
        var partials = EndingAsync(StorePartialsAsync(ended.Token), ended);
        try
        {
            var messages = link.Connection.StartReplication(
                slot, new NpgsqlLogSequenceNumber(start.Value), ended.Token, timeline.Value);
            await foreach (var message in messages)
            {
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

    private static async Task EndingAsync(Task work, CancellationTokenSource whole)
    {
        try
        {
            await work;
        }
        finally
        {
            await whole.CancelAsync();
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
                link.Connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(segment.End.Value));
                segment = Begin(WalSegmentName.For(timeline, segment.End, size));
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
                link.Connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(stored.Value));
                await link.Connection.SendStatusUpdate(cancellation);
            }
            catch (InvalidOperationException)
            {
                // The connection has just left replication; whoever reads the stream hears why.
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Where it goes on: on the next timeline, or in the segment in progress when the connection was
    /// lost.</summary>
    private async Task<(TimelineId Timeline, Lsn Start)> FollowAsync(TimelineId ended, CancellationToken cancellation)
    {
        await archiver.StorePartialAsync(_segment!, cancellation);
        var current = new TimelineId((await link.Connection.IdentifySystem(cancellation)).Timeline);
        if (current <= ended) return (ended, _segment!.Name.StartLsn(size));
        var file = await link.HistoryAsync(current, cancellation);
        var history = TimelineHistory.Parse(current, System.Text.Encoding.UTF8.GetString(file));
        var index = history.Switches.ToList().FindIndex(one => one.Timeline == ended);
        if (index < 0)
            throw new ArchiverException(
                FailureCode.ServerMismatch,
                string.Create(CultureInfo.InvariantCulture,
                $"timeline {current} of the server does not come from {ended}"),
                "receive from the server that was promoted, or into a prefix of its own.");
        // A connection that was lost is no end of the timeline: what lies before the switch is asked for first.
        if (_segment!.End < history.Switches[index].SwitchPoint) return (ended, _segment.Name.StartLsn(size));
        var next = index + 1 < history.Switches.Count ? history.Switches[index + 1].Timeline : current;
        var content = next == current ? file : await link.HistoryAsync(next, cancellation);
        await archiver.StoreHistoryAsync(next, content, cancellation);
        return (next, size.StartOf(size.NumberOf(history.Switches[index].SwitchPoint)));
    }

    private async Task BeginAsync(WalSegmentName name, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            Begin(name);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The one before goes first: after a lost connection it has the same file.</summary>
    private ReceivedSegment Begin(WalSegmentName name)
    {
        _segment?.Dispose();
        _segment = null;
        return _segment = new ReceivedSegment(folder, name, size);
    }
}
