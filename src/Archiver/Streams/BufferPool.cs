using System.Collections.Concurrent;

namespace Postern.Archiver.Streams;

/// <summary>
/// At most <paramref name="count"/> buffers of one size for work that overlaps: who asks for one more waits. Buffers
/// are made on first use and used again, so that memory neither grows with the data nor is paid for when there is
/// little.
/// </summary>
public sealed class BufferPool(int sizeBytes, int count) : IDisposable
{
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly SemaphoreSlim _available = new(count, count);

    public int SizeBytes => sizeBytes;

    public async ValueTask<byte[]> RentAsync(CancellationToken cancellation)
    {
        await _available.WaitAsync(cancellation).ConfigureAwait(false);
        return _free.TryTake(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(sizeBytes);
    }

    /// <summary>Gives back what <see cref="RentAsync"/> gave; once.</summary>
    public void Return(byte[] buffer)
    {
        _free.Add(buffer);
        _available.Release();
    }

    public void Dispose() => _available.Dispose();
}
