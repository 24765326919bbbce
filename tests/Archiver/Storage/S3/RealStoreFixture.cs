using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

/// <summary>One object store for all tests of a class, each of which works below a prefix of its own.</summary>
public sealed class RealStoreFixture : IAsyncLifetime
{
    public ObjectStore? Store { get; private set; }

    public string Bucket { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!await DockerCli.AnswersAsync()) return;
        Store = await ObjectStore.StartAsync();
        Bucket = await Store.CreateBucketAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
    }
}
