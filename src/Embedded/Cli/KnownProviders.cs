using System.Security.Cryptography;
using Postern.Embedded.Cli.Crashes;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.Docker;
using Postern.Embedded.Providers.Nomad;
using Postern.Embedded.Providers.Random;
using Postern.Embedded.Providers.S3;

namespace Postern.Embedded.Cli;

/// <summary>The packages that this CLI can manage: the one list of providers.</summary>
/// <param name="environment">What the process was given.</param>
/// <param name="programFolder">Where relative paths of a program count from.</param>
/// <param name="time">The clock.</param>
public sealed class KnownProviders(CliEnvironment environment, Func<string> programFolder, TimeProvider time)
{
    public IProvider? Create(string package)
    {
        var provider = Find(package);
        return provider is null || environment.Crash is not { } crash ? provider
            : new CrashingProvider(provider, crash);
    }

    private IProvider? Find(string package) => package switch
    {
        "docker" => new DockerProvider(
            new DockerProviderSettings(
                environment.DockerHost, time, RandomNumberGenerator.GetBytes, programFolder(),
                environment.DockerCertificatePath)),
        "aws" => new S3Provider(new S3ProviderSettings(time, RandomNumberGenerator.GetBytes)),
        "nomad" => new NomadProvider(
            new NomadProviderSettings(environment.NomadAddress, environment.NomadToken, environment.NomadRegion, time)
            {
                AuthorityFile = environment.NomadAuthorityFile,
                CertificateFile = environment.NomadCertificateFile,
                KeyFile = environment.NomadKeyFile,
                SkipsVerification = environment.NomadSkipsVerification,
            }),
        "random" => new RandomProvider(RandomNumberGenerator.GetBytes),
        _ => null,
    };
}
