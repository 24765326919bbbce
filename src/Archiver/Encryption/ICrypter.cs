namespace Postern.Archiver.Encryption;

/// <summary>
/// Encryption of whole objects, WAL-G compatible, around the compressed bytes. Streams own neither source nor
/// destination. Reading demands the final tag: a cut stream throws ObjectCorrupt, a wrong key DecryptionFailed.
/// </summary>
public interface ICrypter
{
    Stream Encrypt(Stream destination);

    Stream Decrypt(Stream source);
}
