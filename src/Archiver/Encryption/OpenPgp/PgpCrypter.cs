namespace Postern.Archiver.Encryption.OpenPgp;

/// <summary>
/// OpenPGP messages to every key of the ring: binary, integrity protected, not signed. The literal is marked binary,
/// unlike WAL-G's, so that GnuPG opens it byte for byte.
/// </summary>
public sealed class PgpCrypter(string armoredKey, string? passphrase) : ICrypter
{
    private readonly PgpKeyRing _ring = new(armoredKey, passphrase);

    public Stream Encrypt(Stream destination) => new PgpWriteStream(destination, _ring);

    public Stream Decrypt(Stream source) => new PgpReadStream(source, _ring);
}
