using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Streams;

namespace Postern.Tests.Archiver.Storage.Decorators;

/// <summary>Fails as told, call by call, around a storage that works.</summary>
internal sealed class FlakyStorage(IStorage inner) : IStorage
{
    /// <summary>The failure of the next call, or null.</summary>
    public Func<Exception?> Next { get; set; } = () => null;

    /// <summary>Reading breaks off after so many bytes of each answer.</summary>
    public int? BreakReadAfterBytes { get; set; }

    /// <summary>Listing breaks off after so many names of each answer.</summary>
    public int? BreakListAfter { get; set; }

    /// <summary>Listing hangs, deaf to cancellation, after the names that <see cref="BreakListAfter"/>
    /// allows.</summary>
    public Task<bool>? ListHangs { get; set; }

    public int Calls { get; private set; }

    public string Location => "flaky";

    public static ArchiverException Unreachable() =>
        new(FailureCode.StorageUnreachable, "503 for the last time", "wait.");

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation)
    {
        MayFail();
        return inner.StatAsync(name, cancellation);
    }

    public async Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        MayFail();
        var stream = await inner.OpenReadAsync(name, offset, cancellation);
        return stream is not null && BreakReadAfterBytes is { } bytes ? new Limited(stream, bytes) : stream;
    }

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        MayFail();
        var done = await inner.PutAsync(name, mode, write, cancellation);
        MayFail();
        return done;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        MayFail();
        var given = 0;
        await foreach (var found in inner.ListAsync(prefix, recursive, cancellation))
        {
            if (given++ == BreakListAfter && !(ListHangs is { } hangs && await hangs)) throw Unreachable();
            yield return found;
        }
    }

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        MayFail();
        return inner.DeleteAsync(names, cancellation);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void MayFail()
    {
        Calls++;
        if (Next() is { } failure) throw failure;
    }

    private sealed class Limited(Stream source, int bytes) : ReadStream
    {
        private int _left = bytes;

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 && source.Position < source.Length) throw Unreachable();
            var read = source.Read(buffer[..Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
