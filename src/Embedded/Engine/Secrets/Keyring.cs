using System.Collections.Concurrent;

namespace Postern.Embedded.Engine.Secrets;

/// <summary>
/// The keys of one process, each derived once: the derivation is slow on purpose. Keys stay in memory only.
/// <paramref name="phrase"/> answers the passphrase, or null when none is set.
/// </summary>
public sealed class Keyring(Func<string?> phrase, Func<int, byte[]> randomBytes)
{
    private readonly ConcurrentDictionary<string, Lazy<SecretCrypter>> _bySalt = new(StringComparer.Ordinal);

    /// <summary>Starts the derivation in the background, for whoever asks next.</summary>
    public void Warm(string salt) => Task.Run(() =>
    {
        try
        {
            Open(salt);
        }
        catch (SecretFailure)
        {
            // Whoever needs the key gets the same failure, and says so.
        }
    });

    public SecretCrypter Open(string salt) => _bySalt.GetOrAdd(
        salt, key => new Lazy<SecretCrypter>(() => SecretCrypter.Open(Phrase(), key, randomBytes))).Value;

    /// <summary>A key under a new salt.</summary>
    public SecretCrypter Create()
    {
        var crypter = SecretCrypter.Create(Phrase(), randomBytes);
        _bySalt[crypter.Salt] = new Lazy<SecretCrypter>(crypter);
        return crypter;
    }

    private string Phrase() => phrase() ?? throw new SecretFailure(
        "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables");
}
