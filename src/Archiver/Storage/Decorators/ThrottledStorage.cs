using Postern.Archiver.Streams;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>Limits the bytes read from and written to a storage together.</summary>
public sealed class ThrottledStorage(IStorage inner, RateLimiter limiter) : IStorage
{
    public string Location => inner.Location;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation) =>
        inner.StatAsync(name, cancellation);

    public async Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        var stream = await inner.OpenReadAsync(name, offset, cancellation).ConfigureAwait(false);
        return stream is null ? null : new ThrottledReadStream(stream, limiter);
    }

    public Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        inner.PutAsync(
            name, mode, (stream, token) => write(new ThrottledWriteStream(stream, limiter), token), cancellation);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, bool recursive, CancellationToken cancellation) =>
        inner.ListAsync(prefix, recursive, cancellation);

    public Task<IReadOnlyList<StoredObject>> FindAsync(
        string name, IReadOnlyList<string> endings, CancellationToken cancellation) =>
        inner.FindAsync(name, endings, cancellation);

    public Task<bool> AnyAsync(string prefix, CancellationToken cancellation) =>
        inner.AnyAsync(prefix, cancellation);

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        inner.DeleteAsync(names, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class ThrottledReadStream(Stream source, RateLimiter limiter) : ReadStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = source.Read(buffer[..Math.Min(buffer.Length, RateLimiter.BurstBytes)]);
            limiter.WaitAsync(read, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return read;
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var piece = buffer[..Math.Min(buffer.Length, RateLimiter.BurstBytes)];
            var read = await source.ReadAsync(piece, cancellationToken).ConfigureAwait(false);
            await limiter.WaitAsync(read, cancellationToken).ConfigureAwait(false);
            return read;
        }

        public override async ValueTask DisposeAsync()
        {
            await source.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class ThrottledWriteStream(Stream destination, RateLimiter limiter) : WriteStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                var length = Math.Min(buffer.Length, RateLimiter.BurstBytes);
                limiter.WaitAsync(length, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                destination.Write(buffer[..length]);
                buffer = buffer[length..];
            }
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (!buffer.IsEmpty)
            {
                var length = Math.Min(buffer.Length, RateLimiter.BurstBytes);
                await limiter.WaitAsync(length, cancellationToken).ConfigureAwait(false);
                await destination.WriteAsync(buffer[..length], cancellationToken).ConfigureAwait(false);
                buffer = buffer[length..];
            }
        }
    }
}
