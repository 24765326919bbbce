using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// A connection to a remote engine through <c>ssh host docker system dial-stdio</c>: bytes in, bytes out. When it ends
/// before the first byte, ssh's own words say why.
/// </summary>
internal sealed class DialStdioStream : Stream
{
    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Task<string> _words;
    private bool _hasRead;

    private DialStdioStream(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        _words = process.StandardError.ReadToEndAsync();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">There is no ssh client.</exception>
    public static DialStdioStream Start(Uri host, ImmutableArray<string> sshOptions)
    {
        var start = new ProcessStartInfo("ssh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments(host, sshOptions)) start.ArgumentList.Add(argument);
        try
        {
            return new DialStdioStream(Process.Start(start) ?? throw new IOException("ssh did not start"));
        }
        catch (Win32Exception exception)
        {
            throw new IOException("cannot run 'ssh', which a docker host of the form ssh:// needs", exception);
        }
    }

    /// <summary>The arguments of ssh; "--" keeps a host name from being read as an option.</summary>
    internal static ImmutableArray<string> Arguments(Uri host, ImmutableArray<string> sshOptions)
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        if (host.UserInfo.Length > 0) arguments.AddRange("-l", Uri.UnescapeDataString(host.UserInfo));
        if (host.Port > 0) arguments.AddRange("-p", host.Port.ToString(CultureInfo.InvariantCulture));
        arguments.AddRange(sshOptions);
        arguments.AddRange("--", host.Host, "docker", "system", "dial-stdio");
        return arguments.ToImmutable();
    }

    public override void Flush() => _input.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _output.ReadAsync(buffer, cancellationToken);
        if (count == 0 && !_hasRead && buffer.Length > 0)
        {
            throw await EndedAsync(cancellationToken);
        }
        _hasRead |= count > 0;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _input.WriteAsync(buffer, cancellationToken);
            await _input.FlushAsync(cancellationToken);
        }
        catch (IOException) when (!_hasRead)
        {
            throw await EndedAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task<IOException> EndedAsync(CancellationToken cancellation)
    {
        var words = (await _words.WaitAsync(cancellation)).Trim();
        return new IOException(words.Length > 0 ? $"ssh: {words}" : "ssh ended without an answer");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
        }
        base.Dispose(disposing);
    }
}
