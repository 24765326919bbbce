using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.S3.Iam;
using Xunit;

namespace Postern.Tests.Embedded.Providers.S3;

/// <summary>A service that takes the request and never answers.</summary>
public sealed class IamClientTests : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public IamClientTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task A_missing_answer_is_a_failure_that_says_that_the_key_may_exist()
    {
        using var iam = Client(TimeSpan.FromMilliseconds(200));
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => iam.CallAsync("CreateAccessKey", [], TestContext.Current.CancellationToken));
        Assert.Contains("gave no answer within 0.2 s to CreateAccessKey, and may have done it", failure.Message);
    }

    [Fact]
    public async Task An_interruption_stays_one()
    {
        using var iam = Client(TimeSpan.FromMinutes(10));
        using var cancel = new CancellationTokenSource();
        var call = iam.CallAsync("CreateAccessKey", [], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private IamClient Client(TimeSpan patience) => new(
        new Uri($"http://127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port}/"), "us-east-1",
        () => Task.FromResult(new ImmutableCredentials("AKIA", "a-secret", null)), TimeProvider.System, patience);
}
