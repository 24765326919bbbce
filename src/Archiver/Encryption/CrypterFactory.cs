using Postern.Archiver.Encryption.OpenPgp;
using Postern.Archiver.Encryption.Sodium;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Encryption;

/// <summary>The encryption that the settings ask for, in WAL-G's order (internal/configure_crypter.go).</summary>
public static class CrypterFactory
{
    private static readonly string[] Refused =
    [
        "GPG_KEY_ID", "WALG_GPG_KEY_ID", "WALE_GPG_KEY_ID",
        "WALG_ENVELOPE_PGP_KEY", "WALG_ENVELOPE_PGP_KEY_PATH",
        "WALG_CSE_KMS_ID", "YC_CSE_KMS_KEY_ID", "WALG_ENVELOPE_PGP_YC_CSE_KMS_KEY_ID",
    ];

    /// <summary>Null when objects are not encrypted.</summary>
    /// <exception cref="ArchiverException">
    /// FormatUnsupported for a setting of a kind that is not implemented: going on without encryption would be worse.
    /// SettingInvalid for a key that cannot be used.
    /// </exception>
    public static ICrypter? Open(ArchiverSettings settings)
    {
        foreach (var name in Refused)
        {
            if (settings[name] is null) continue;
            throw new ArchiverException(
                FailureCode.FormatUnsupported, $"encryption by '{name}' is not supported",
                "use WALG_LIBSODIUM_KEY or WALG_PGP_KEY; objects written with it are read by WAL-G only.");
        }
        if (KeyText(settings, "WALG_PGP_KEY") is { } armored)
        {
            return new PgpCrypter(
                armored.Replace("\\n", "\n", StringComparison.Ordinal), settings["WALG_PGP_KEY_PASSPHRASE"]);
        }
        if (KeyText(settings, "WALG_LIBSODIUM_KEY") is { } key)
            return new SodiumCrypter(SodiumKey.Parse(key, settings["WALG_LIBSODIUM_KEY_TRANSFORM"] ?? "none"));
        return null;
    }

    /// <summary>The inline key, or the file's text, of which white space at both ends does not count.</summary>
    private static string? KeyText(ArchiverSettings settings, string name)
    {
        if (settings[name] is { } inline) return inline;
        if (settings[$"{name}_PATH"] is not { } path) return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArchiverException(
                FailureCode.SettingInvalid, $"the key file '{path}' of '{name}_PATH' cannot be read: {error.Message}",
                "correct the path, or let the user that runs the archiver read the file.", error);
        }
    }
}
