using System.Security.Cryptography;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.Docker;
using Postern.Embedded.Providers.Random;
using Postern.Embedded.Providers.S3;

namespace Postern.Embedded.Cli;

/// <summary>The packages that this CLI can manage: the one list of providers.</summary>
/// <param name="dockerHost">DOCKER_HOST, or null.</param>
public sealed class KnownProviders(string? dockerHost, TimeProvider time)
{
    public IProvider? Create(string package) => package switch
    {
        "docker" => new DockerProvider(new DockerProviderSettings(dockerHost, time, RandomNumberGenerator.GetBytes)),
        "aws" => new S3Provider(new S3ProviderSettings(time, RandomNumberGenerator.GetBytes)),
        "random" => new RandomProvider(RandomNumberGenerator.GetBytes),
        _ => null,
    };
}
