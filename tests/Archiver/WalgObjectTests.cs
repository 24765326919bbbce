using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Postern.Archiver.Compression;
using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver;

/// <summary>
/// Every object that WAL-G wrote with every method and encryption decodes to its bytes, and none of it when it is
/// cut.
/// </summary>
public sealed class WalgObjectTests
{
    private const string Case = "walg/objects";

    [Fact]
    public async Task Every_object_decodes_to_its_sha256()
    {
        var decoded = 0;
        foreach (var vector in Vectors())
        {
            if (!vector.Readable)
            {
                var failure = await Assert.ThrowsAsync<ArchiverException>(() => DecodeAsync(vector, vector.Bytes));
                Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
                continue;
            }
            var plain = await DecodeAsync(vector, vector.Bytes);
            Assert.True(vector.Size == plain.Length, vector.Name);
            Assert.True(vector.Sha256 == Convert.ToHexStringLower(SHA256.HashData(plain)), vector.Name);
            decoded++;
        }
        Assert.True(decoded > 100);
    }

    [Fact]
    public async Task No_cut_object_decodes()
    {
        foreach (var vector in Vectors())
        {
            // Without compression and encryption nothing in the object tells its end; the length is checked one level
            // higher.
            if (!vector.Readable || (vector.Settings["WALG_COMPRESSION_METHOD"] == "none" && !vector.IsEncrypted))
                continue;
            int[] cuts = [1, 7, 8, 15, 24, vector.Bytes.Length / 2, vector.Bytes.Length - 8, vector.Bytes.Length - 4,
                vector.Bytes.Length - 1, 24 + 8209, 24 + (2 * 8209), vector.Bytes.Length - 17];
            foreach (var cut in cuts)
            {
                if (cut <= 0 || cut >= vector.Bytes.Length) continue;
                try
                {
                    await DecodeAsync(vector, vector.Bytes[..cut]);
                    Assert.Fail($"{vector.Name} cut at {cut} was accepted");
                }
                catch (ArchiverException failure)
                {
                    Assert.True(
                        failure.Code is FailureCode.ObjectCorrupt or FailureCode.DecryptionFailed, failure.Message);
                }
            }
        }
    }

    private static async Task<byte[]> DecodeAsync(Vector vector, byte[] bytes)
    {
        var source = new MemoryStream(bytes);
        var compressor = Compressors.ByMethod(vector.Settings["WALG_COMPRESSION_METHOD"]!);
        Assert.Equal(Path.GetExtension(vector.Name).TrimStart('.'), compressor.Extension);
        await using var compressed = CrypterFactory.Open(vector.Settings)?.Decrypt(source) ?? source;
        await using var plain = compressor.Decompress(compressed);
        return await TestBytes.ReadAllAsync(plain);
    }

    private static List<Vector> Vectors()
    {
        var folder = RepositoryFolder.Shared(Case);
        Assert.SkipWhen(folder is null, "../shared/fixtures is not beside the checkout");
        var objects = ReadObjects(Path.Combine(folder!, "repo.tar.gz"));
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, "case.json")));
        var vectors = new List<Vector>();
        foreach (var entry in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            foreach (var name in entry.GetProperty("objects").EnumerateArray())
            {
                var settings = entry.GetProperty("settings").EnumerateObject().ToDictionary(
                    setting => setting.Name,
                    setting => setting.Name.EndsWith("_PATH", StringComparison.Ordinal)
                        ? Path.Combine(folder!, setting.Value.GetString()!)
                        : setting.Value.GetString()!);
                vectors.Add(new Vector(
                    name.GetString()!, objects[name.GetString()!], new ArchiverSettings(settings),
                    settings.Keys.Any(key => key.Contains("_KEY", StringComparison.Ordinal)),
                    entry.GetProperty("size").GetInt32(), entry.GetProperty("sha256").GetString()!,
                    entry.GetProperty("walgFetchExit").GetInt32() == 0));
            }
        }
        return vectors;
    }

    private static Dictionary<string, byte[]> ReadObjects(string path)
    {
        var objects = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            using var copy = new MemoryStream();
            entry.DataStream?.CopyTo(copy);
            objects[entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name] =
                copy.ToArray();
        }
        return objects;
    }

    private sealed record Vector(
        string Name, byte[] Bytes, ArchiverSettings Settings, bool IsEncrypted, int Size, string Sha256,
        bool Readable);
}
