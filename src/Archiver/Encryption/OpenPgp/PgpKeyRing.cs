using System.Text;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Encryption.OpenPgp;

/// <summary>The keys of an armored OpenPGP key file: public ones to encrypt to, private ones to decrypt with.</summary>
internal sealed class PgpKeyRing
{
    private const int MayEncrypt = 0x04 | 0x08; // RFC 9580: encrypt communications, encrypt storage

    private readonly string? _passphrase;
    private readonly List<PgpSecretKey> _secretKeys = [];

    /// <exception cref="ArchiverException">SettingInvalid; the message never has the key.</exception>
    public PgpKeyRing(string armored, string? passphrase)
    {
        _passphrase = passphrase;
        try
        {
            var input = PgpUtilities.GetDecoderStream(new MemoryStream(Encoding.UTF8.GetBytes(armored)));
            var factory = new PgpObjectFactory(input);
            while (factory.NextPgpObject() is { } part)
            {
                if (part is PgpSecretKeyRing secret) AddSecret(secret);
                else if (part is PgpPublicKeyRing published) AddRecipient(published.GetPublicKeys());
            }
        }
        catch (Exception error) when (error is IOException or PgpException or ArgumentException)
        {
            throw Invalid("is no OpenPGP key", error);
        }
        if (Recipients.Count == 0) throw Invalid("has no key that encrypts");
    }

    /// <summary>One key for each entity of the ring.</summary>
    public List<PgpPublicKey> Recipients { get; } = [];

    /// <summary>The private keys that may open a message to this key id; all for 0, the hidden recipient.</summary>
    public IEnumerable<PgpPrivateKey> PrivateKeys(long keyId)
    {
        foreach (var key in _secretKeys)
        {
            if (keyId != 0 && key.KeyId != keyId) continue;
            if (Unlock(key) is { } unlocked) yield return unlocked;
        }
    }

    private PgpPrivateKey? Unlock(PgpSecretKey key)
    {
        try
        {
            return key.ExtractPrivateKeyUtf8((_passphrase ?? "").ToCharArray());
        }
        catch (PgpException error)
        {
            throw new ArchiverException(
                FailureCode.DecryptionFailed, $"the OpenPGP private key {key.KeyId:X16} cannot be unlocked",
                "give its passphrase in WALG_PGP_KEY_PASSPHRASE.", error);
        }
    }

    private void AddSecret(PgpSecretKeyRing ring)
    {
        var keys = ring.GetSecretKeys().ToList();
        _secretKeys.AddRange(keys.Where(key => !key.IsPrivateKeyEmpty));
        AddRecipient(keys.Select(key => key.PublicKey));
    }

    private void AddRecipient(IEnumerable<PgpPublicKey> keys)
    {
        var best = keys
            .Where(key => key.IsEncryptionKey && !key.HasRevocation() && AllowsEncryption(key))
            .OrderBy(key => key.IsMasterKey)
            .ThenByDescending(key => key.CreationTime)
            .FirstOrDefault();
        if (best is not null) Recipients.Add(best);
    }

    private static bool AllowsEncryption(PgpPublicKey key)
    {
        var flags = key.GetSignatures()
            .Select(signature => signature.GetHashedSubPackets()?.GetKeyFlags() ?? 0)
            .Where(flag => flag != 0)
            .ToList();
        return flags.Count == 0 || flags.Any(flag => (flag & MayEncrypt) != 0);
    }

    private static ArchiverException Invalid(string detail, Exception? error = null) => new(
        FailureCode.SettingInvalid, $"setting 'WALG_PGP_KEY' {detail}",
        "export it with 'gpg --armor --export-secret-keys'; a public key is enough for pushing.", error);
}
