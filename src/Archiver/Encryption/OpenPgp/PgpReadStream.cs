using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Encryption.OpenPgp;

/// <summary>
/// Decrypts a message, whatever its literal's mode says, compressed and signed ones too (signatures are not checked).
/// The end counts only when the integrity protection verifies. The source is read synchronously.
/// </summary>
internal sealed class PgpReadStream(Stream source, PgpKeyRing ring) : ReadStream
{
    private const string Format = "OpenPGP";

    private PgpPublicKeyEncryptedData? _encrypted;
    private Stream? _clear;
    private Stream? _literal;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended) return 0;
        try
        {
            _literal ??= Open();
            var read = _literal.Read(buffer);
            if (read == 0) End();
            return read;
        }
        catch (EndOfStreamException)
        {
            throw EncryptionFailure.CutShort(Format);
        }
        catch (Exception error)
            when (error is IOException or PgpException or CryptoException or ArgumentException or FormatException)
        {
            throw EncryptionFailure.Damaged(Format, error.Message, error);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    private Stream Open()
    {
        var factory = new PgpObjectFactory(source);
        PgpEncryptedDataList? list = null;
        while (list is null)
        {
            list = Next(factory) switch
            {
                PgpEncryptedDataList found => found,
                PgpMarker => null,
                _ => throw EncryptionFailure.NotEncrypted(Format),
            };
        }
        _clear = OpenData(list);
        return Literal(_clear);
    }

    private static PgpObject Next(PgpObjectFactory factory)
    {
        try
        {
            return factory.NextPgpObject() ?? throw EncryptionFailure.CutShort(Format);
        }
        catch (InvalidDataException)
        {
            throw EncryptionFailure.NotEncrypted(Format);
        }
    }

    private Stream OpenData(PgpEncryptedDataList list)
    {
        PgpException? refused = null;
        foreach (var data in list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>())
        {
            foreach (var key in ring.PrivateKeys(data.KeyId))
            {
                try
                {
                    var clear = data.GetDataStream(key);
                    if (!data.IsIntegrityProtected())
                        throw EncryptionFailure.Damaged(Format, "it has no integrity protection");
                    _encrypted = data;
                    return clear;
                }
                catch (PgpException error)
                {
                    // A hidden recipient: the next key may fit.
                    refused = error;
                }
            }
        }
        throw EncryptionFailure.WrongKey(Format, refused);
    }

    private static Stream Literal(Stream clear)
    {
        var factory = new PgpObjectFactory(clear);
        while (factory.NextPgpObject() is { } part)
        {
            if (part is PgpCompressedData compressed) factory = new PgpObjectFactory(compressed.GetDataStream());
            else if (part is PgpLiteralData literal) return literal.GetInputStream();
        }
        throw EncryptionFailure.CutShort(Format);
    }

    private void End()
    {
        // What follows the literal: signatures, and the code that Verify compares.
        _clear!.CopyTo(Null);
        if (!_encrypted!.Verify()) throw EncryptionFailure.Damaged(Format, "its integrity protection does not verify");
        _ended = true;
    }
}
