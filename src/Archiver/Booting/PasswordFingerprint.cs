using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// Tells whether a password is the one that was given last, without holding it: PBKDF2 with a salt, as strong as what
/// the server keeps in pg_authid beside it.
/// </summary>
public sealed record PasswordFingerprint(int Iterations, byte[] Salt, byte[] Hash)
{
    private const int UsualIterations = 200_000;
    private const int SaltBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static PasswordFingerprint Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordFingerprint(UsualIterations, salt, Derive(password, salt, UsualIterations));
    }

    /// <summary>Of no password at all.</summary>
    public static PasswordFingerprint OfNone() =>
        new(1, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));

    /// <summary>Null when there is none, or none that can be read: then nothing is known.</summary>
    public static PasswordFingerprint? Load(string file)
    {
        if (!File.Exists(file)) return null;
        var parts = File.ReadAllText(file).Trim().Split('$');
        try
        {
            return parts is [var iterations, var salt, var hash]
                ? new PasswordFingerprint(
                    int.Parse(iterations, CultureInfo.InvariantCulture), Convert.FromBase64String(salt),
                    Convert.FromBase64String(hash))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool Matches(string password) =>
        CryptographicOperations.FixedTimeEquals(Hash, Derive(password, Salt, Iterations));

    public void Save(string file) => DurableFile.WriteText(
        file,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(Hash)}\n"),
        OwnerOnly);

    private static byte[] Derive(string password, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
}
