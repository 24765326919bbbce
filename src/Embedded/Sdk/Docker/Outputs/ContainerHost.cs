namespace Pulumi.Docker.Outputs;

/// <summary>Container host, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerHost
{
    public readonly string Host;
    public readonly string Ip;

    [OutputConstructor]
    private ContainerHost(string host, string ip)
    {
        Host = host;
        Ip = ip;
    }
}
