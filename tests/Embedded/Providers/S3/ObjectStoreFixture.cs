using System.Security.Cryptography;
using Postern.Embedded.Providers.S3;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Embedded.Providers.S3;

/// <summary>A real object store for the tests of a class.</summary>
public sealed class ObjectStoreFixture : IAsyncLifetime
{
    public ObjectStore Store { get; private set; } = null!;

    public Task<S3Provider> ProviderAsync(string secretKey = ObjectStore.SecretKey) =>
        ProviderAsync(Store.Endpoint, secretKey);

    public static async Task<S3Provider> ProviderAsync(Uri endpoint, string secretKey)
    {
        var provider = new S3Provider(new S3ProviderSettings(TimeProvider.System, RandomNumberGenerator.GetBytes));
        await provider.ConfigureAsync(
            Property.Map($$"""
                {"region":"{{ObjectStore.Region}}","accessKey":"{{ObjectStore.AccessKey}}","secretKey":"{{secretKey}}",
                 "s3UsePathStyle":"true","endpoints":"[ { \"s3\": \"{{endpoint.ToString().TrimEnd('/')}}\" } ]"}
                """),
            CancellationToken.None);
        return provider;
    }

    public async ValueTask InitializeAsync() => Store = await ObjectStore.StartAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
