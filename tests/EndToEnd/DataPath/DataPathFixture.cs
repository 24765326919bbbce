using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>
/// One network, one real object store and one bucket for all tests of the data path; each test has a prefix of its
/// own.
/// </summary>
public sealed class DataPathFixture : IAsyncLifetime
{
    private DockerNetwork? _network;
    private ObjectStore? _store;

    public DockerNetwork Network => _network!;

    public ObjectStore Store => _store!;

    public string Bucket { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!await DockerCli.AnswersAsync()) throw new InvalidOperationException(
            "no Docker daemon answers; run eng/docker");
        _network = await DockerNetwork.CreateAsync();
        _store = await ObjectStore.StartAsync(_network.Name);
        Bucket = await _store.CreateBucketAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        if (_network is not null) await _network.DisposeAsync();
    }

    /// <summary>An archive below the bucket that no other test uses.</summary>
    public TestArchive Archive(string name, int major = 17) => new(this, $"{name}/{major}");
}

[CollectionDefinition("data path")]
public sealed class DataPathCollection : ICollectionFixture<DataPathFixture>;
