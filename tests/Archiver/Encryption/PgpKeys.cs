using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Postern.Tests.Archiver.Encryption;

/// <summary>
/// Armored key files, made here: a primary key that signs and a subkey that encrypts, as GnuPG makes them.
/// </summary>
internal static class PgpKeys
{
    private const int SignAndCertify = 0x03;
    private const int Encrypt = 0x0C;

    public static string Private(string identity, string? passphrase = null) =>
        Armor(Ring(identity, passphrase).Encode);

    public static string Public(params PgpSecretKeyRing[] rings) => Armor(stream =>
    {
        foreach (var ring in rings)
        {
            foreach (var key in ring.GetSecretKeys()) key.PublicKey.Encode(stream);
        }
    });

    public static string Private(PgpSecretKeyRing ring) => Armor(ring.Encode);

    public static PgpSecretKeyRing Ring(string identity, string? passphrase = null)
    {
        var random = new SecureRandom();
        var created = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), random, 2048, 12));
        var primary = new PgpKeyPair(PublicKeyAlgorithmTag.RsaGeneral, generator.GenerateKeyPair(), created);
        var subkey = new PgpKeyPair(PublicKeyAlgorithmTag.RsaGeneral, generator.GenerateKeyPair(), created);
        var ring = new PgpKeyRingGenerator(
            PgpSignature.PositiveCertification, primary, identity, SymmetricKeyAlgorithmTag.Aes256,
            HashAlgorithmTag.Sha256, utf8PassPhrase: true, (passphrase ?? "").ToCharArray(), useSha1: true,
            Flags(SignAndCertify), null, random);
        ring.AddSubKey(subkey, Flags(Encrypt), null, HashAlgorithmTag.Sha256);
        return ring.GenerateSecretKeyRing();
    }

    private static PgpSignatureSubpacketVector Flags(int flags)
    {
        var generator = new PgpSignatureSubpacketGenerator();
        generator.SetKeyFlags(false, flags);
        return generator.Generate();
    }

    private static string Armor(Action<Stream> write)
    {
        using var target = new MemoryStream();
        using (var armor = new ArmoredOutputStream(target)) write(armor);
        return Encoding.ASCII.GetString(target.ToArray());
    }
}
