namespace Postern.Tests.TestKit.Docker;

/// <summary>A bridge network of one test run.</summary>
public sealed class DockerNetwork : IAsyncDisposable
{
    private DockerNetwork(string name, string gateway) => (Name, Gateway) = (name, gateway);

    public string Name { get; }

    /// <summary>This machine's address, as containers in the network see it.</summary>
    public string Gateway { get; }

    public static async Task<DockerNetwork> CreateAsync()
    {
        var name = DockerCli.UniqueName("postern-net");
        await DockerCli.RunAsync("network", "create", "--label", DockerCli.TestLabel, name);
        var gateway = await DockerCli.RunAsync(
            "network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", name);
        return new DockerNetwork(name, gateway);
    }

    public async ValueTask DisposeAsync() => await DockerCli.TryRunAsync("network", "rm", Name);
}
