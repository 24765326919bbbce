using System.Security.Cryptography;
using System.Text;

namespace Postern.Embedded.Engine.Secrets;

/// <summary>
/// Pulumi's passphrase encryption under one salt: AES-256-GCM with a key derived by PBKDF2-HMAC-SHA256 in 1,000,000
/// rounds; text form
/// <c>v1:base64(nonce):base64(ciphertext and tag)</c>. Source: pulumi/pulumi sdk/go/common/resource/config/crypt.go.
/// </summary>
public sealed class SecretCrypter
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SaltBytes = 8;
    private const int Rounds = 1_000_000;
    private const string CheckText = "pulumi";

    private readonly byte[] _key;
    private readonly Func<int, byte[]> _randomBytes;

    private SecretCrypter(byte[] key, string salt, Func<int, byte[]> randomBytes)
    {
        _key = key;
        Salt = salt;
        _randomBytes = randomBytes;
    }

    /// <summary>The salt with its check value, as <c>encryptionsalt</c> and <c>secrets_providers</c> hold it.</summary>
    public string Salt { get; }

    /// <summary>Opens an existing salt. Takes about 0.3 s. Raises <see cref="SecretFailure"/> for a wrong
    /// phrase.</summary>
    public static SecretCrypter Open(string phrase, string salt, Func<int, byte[]> randomBytes)
    {
        var parts = salt.Split(':', 3);
        if (parts.Length != 3 || parts[0] != "v1") throw new SecretFailure("malformed state string");
        var crypter = new SecretCrypter(Derive(phrase, Base64(parts[1])), salt, randomBytes);
        if (crypter.TryDecrypt(parts[2]) != CheckText) throw new SecretFailure("incorrect passphrase");
        return crypter;
    }

    /// <summary>Makes a new salt.</summary>
    public static SecretCrypter Create(string phrase, Func<int, byte[]> randomBytes)
    {
        var salt = randomBytes(SaltBytes);
        var key = Derive(phrase, salt);
        var check = new SecretCrypter(key, "", randomBytes).Encrypt(CheckText);
        return new SecretCrypter(key, $"v1:{Convert.ToBase64String(salt)}:{check}", randomBytes);
    }

    public string Encrypt(string plain)
    {
        var nonce = _randomBytes(NonceBytes);
        var bytes = Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[bytes.Length + TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(nonce, bytes, sealedBytes.AsSpan(0, bytes.Length), sealedBytes.AsSpan(bytes.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <summary>The plain text; raises <see cref="SecretFailure"/> when the text is malformed or was made with another
    /// key.</summary>
    public string Decrypt(string ciphertext) =>
        TryDecrypt(ciphertext) ?? throw new SecretFailure(
            "failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct passphrase " +
                "or set " +
            "PULUMI_CONFIG_PASSPHRASE_FILE to a file containing the passphrase");

    private string? TryDecrypt(string ciphertext)
    {
        var parts = ciphertext.Split(':');
        if (parts.Length != 3 || parts[0] != "v1") throw new SecretFailure("malformed ciphertext");
        var (nonce, sealedBytes) = (Base64(parts[1]), Base64(parts[2]));
        if (nonce.Length != NonceBytes || sealedBytes.Length < TagBytes)
            throw new SecretFailure("malformed ciphertext");
        var plain = new byte[sealedBytes.Length - TagBytes];
        try
        {
            using var cipher = new AesGcm(_key, TagBytes);
            cipher.Decrypt(nonce, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Derive(string phrase, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(phrase), salt, Rounds, HashAlgorithmName.SHA256, KeyBytes);

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new SecretFailure("malformed ciphertext");
        }
    }
}
