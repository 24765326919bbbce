using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Encryption.OpenPgp;

/// <summary>
/// Encrypts what is written to it. Disposing ends the message, unless a write failed before. The destination is
/// written synchronously.
/// </summary>
internal sealed class PgpWriteStream : WriteStream
{
    private const int PartSizeBytes = 64 * 1024;

    private readonly Stream _encrypted;
    private readonly Stream _literal;
    private bool _broken;
    private bool _disposed;

    public PgpWriteStream(Stream destination, PgpKeyRing ring)
    {
        var generator = new PgpEncryptedDataGenerator(
            SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        foreach (var key in ring.Recipients) generator.AddMethod(key);
        _encrypted = generator.Open(new Undisposed(destination), new byte[PartSizeBytes]);
        _literal = new PgpLiteralDataGenerator().Open(
            _encrypted, PgpLiteralData.Binary, "", DateTime.UnixEpoch, new byte[PartSizeBytes]);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _broken = true;
        _literal.Write(buffer);
        _broken = false;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            if (!_broken)
            {
                _literal.Dispose();
                _encrypted.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    private sealed class Undisposed(Stream destination) : WriteStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => destination.Write(buffer);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            destination.WriteAsync(buffer, cancellationToken);
    }
}
