using Postern.Archiver.Streams;
using Xunit;

namespace Postern.Tests.Archiver.Streams;

public sealed class LengthCheckedStreamTests
{
    [Fact]
    public async Task An_early_end_is_what_the_caller_makes_of_it()
    {
        await using var stream = new LengthCheckedStream(
            new MemoryStream(new byte[60]), 100, read => new InvalidDataException($"{read}"));
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => TestBytes.ReadAllAsync(stream));
        Assert.Equal("60", failure.Message);
    }

    [Fact]
    public async Task What_follows_is_not_read()
    {
        await using var stream = new LengthCheckedStream(
            new MemoryStream(new byte[60]), 50, _ => new InvalidDataException());
        Assert.Equal(50, (await TestBytes.ReadAllAsync(stream)).Length);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_source_finds_at_its_end_is_raised()
    {
        await using var stream = new LengthCheckedStream(new WrongAtTheEnd(10), 10, _ => new InvalidDataException());
        await Assert.ThrowsAsync<IOException>(() => TestBytes.ReadAllAsync(stream));
        using var synchronous = new LengthCheckedStream(new WrongAtTheEnd(10), 10, _ => new InvalidDataException());
        Assert.Throws<IOException>(() => synchronous.CopyTo(Stream.Null));
    }

    private sealed class WrongAtTheEnd(int bytes) : ReadStream
    {
        private int _left = bytes;

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0) throw new IOException("wrong checksum");
            var read = Math.Min(_left, buffer.Length);
            _left -= read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
