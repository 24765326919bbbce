using System.Text.Json;
using Postern.Tests.TestKit.Docker;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>An archive's prefix, the settings that name it, and what lies in it.</summary>
public sealed class TestArchive(DataPathFixture fixture, string prefix)
{
    public DataPathFixture Fixture => fixture;

    /// <summary>archiver.json for a container in the fixture's network.</summary>
    /// <param name="reader">With the key that may only read.</param>
    /// <param name="endpoint">Another way to the store, or null.</param>
    public string Settings(bool reader = false, Uri? endpoint = null) => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["WALG_S3_PREFIX"] = $"s3://{fixture.Bucket}/{prefix}",
            ["AWS_ENDPOINT"] = (endpoint ?? fixture.Store.EndpointInNetwork).ToString().TrimEnd('/'),
            ["AWS_REGION"] = ObjectStore.Region,
            ["AWS_S3_FORCE_PATH_STYLE"] = "true",
            ["AWS_ACCESS_KEY_ID"] = reader ? ObjectStore.ReaderAccessKey : ObjectStore.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = reader ? ObjectStore.ReaderSecretKey : ObjectStore.SecretKey,
            ["WALG_COMPRESSION_METHOD"] = "lz4",
        });

    /// <summary>Every key, without the prefix.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. (await fixture.Store.KeysAsync(fixture.Bucket, prefix + "/")).Select(key => key[(prefix.Length + 1)..])];

    /// <summary>The names of the archived WAL segments, without extension, in order.</summary>
    public async Task<IReadOnlyList<string>> SegmentsAsync() =>
        [.. (await KeysAsync())
            .Where(key => key.StartsWith("wal_005/", StringComparison.Ordinal))
            .Select(key => key["wal_005/".Length..].Split('.'))
            .Where(parts => parts[0].Length == 24 && parts.Length == 2)
            .Select(parts => parts[0]).Distinct().Order(StringComparer.Ordinal)];

    public async Task WaitForSegmentAsync(string name, int seconds)
    {
        for (var attempt = 0; attempt < seconds * 5; attempt++)
        {
            if ((await SegmentsAsync()).Contains(name)) return;
            await Task.Delay(200);
        }
        throw new TimeoutException(
            $"segment {name} was not archived within {seconds} s; there are {string.Join(' ', await SegmentsAsync())}");
    }
}
