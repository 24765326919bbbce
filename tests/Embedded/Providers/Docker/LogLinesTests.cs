using System.Buffers.Binary;
using System.Text;
using Postern.Embedded.Providers.Docker.Logs;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class LogLinesTests
{
    public static TheoryData<string> Lines { get; } =
        ["", "a", "123456789", new string('x', 65 * 1024), "zwei Wörter und ein 🦊", "REPORT {\"ok\":true}"];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_comes_whole_from_a_raw_stream(string line) =>
        Assert.Equal([line, "next"], await ReadAsync(Encoding.UTF8.GetBytes($"{line}\r\nnext\r\n"), tty: true));

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_comes_whole_from_frames(string line) =>
        Assert.Equal(
            [line, "next"], await ReadAsync(
            [.. Frame(1, line + "\n"), .. Frame(2, "ne"), .. Frame(2, "xt\n")], tty: false));

    [Fact]
    public async Task A_stream_that_breaks_off_gives_what_came()
    {
        byte[] whole = [.. Frame(1, "one\n"), .. Frame(1, "two\n")];
        for (var length = 0; length <= whole.Length; length++)
        {
            var lines = await ReadAsync(whole[..length], tty: false);
            Assert.All(
                lines, line => Assert.StartsWith(line, line[0] == 'o' ? "one" : "two", StringComparison.Ordinal));
        }
    }

    private static byte[] Frame(byte stream, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var header = new byte[8];
        header[0] = stream;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), (uint)content.Length);
        return [.. header, .. content];
    }

    private static async Task<string[]> ReadAsync(byte[] log, bool tty)
    {
        using var stream = new MemoryStream(log);
        return [.. GetLogs.Lines(await LogStream.ReadAllAsync(stream, tty, CancellationToken.None))];
    }
}
