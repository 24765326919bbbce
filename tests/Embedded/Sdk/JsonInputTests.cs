using Postern.Embedded.Contracts.Values;
using Pulumi;
using Xunit;
using Aws = Pulumi.Aws;
using Docker = Pulumi.Docker;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>Settings of providers that travel as JSON text.</summary>
[Collection(SerialRuns.Name)]
public sealed class JsonInputTests
{
    [Fact]
    public async Task Text_is_written_as_the_official_package_writes_it()
    {
        var monitor = new MemoryMonitor();
        await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(() =>
        {
            _ = new Docker.Provider("d", new Docker.ProviderArgs
            {
                SshOpts = { "-o", "a=\"b\"\\\n<é\u2028>" }, DisableDockerDaemonCheck = true,
            });
            _ = new Aws.Provider("a", new Aws.ProviderArgs { MaxRetries = 3, UserAgents = new InputList<string>() });
        }));
        Assert.Equal(
            new PropertyString("""[ "-o", "a=\"b\"\\\n\u003cé\u2028\u003e" ]"""),
            monitor.Named("d").Inputs["sshOpts"]);
        Assert.Equal(new PropertyString("true"), monitor.Named("d").Inputs["disableDockerDaemonCheck"]);
        Assert.Equal(new PropertyString("3"), monitor.Named("a").Inputs["maxRetries"]);
        Assert.Equal(new PropertyString("[ ]"), monitor.Named("a").Inputs["userAgents"]);
    }

    [Fact]
    public async Task One_part_makes_the_whole_text_unknown_or_secret_and_a_dependant()
    {
        foreach (var preview in new[] { true, false })
        {
            var monitor = new MemoryMonitor
            {
                Id = _ => preview ? PropertyUnknown.Instance : new PropertyString("net-id"),
            };
            await SerialRuns.RunAsync(monitor.Context(preview), () => Deployment.RunAsync(() =>
            {
                var store = new Docker.Network("store");
                _ = new Aws.Provider("a", new Aws.ProviderArgs
                {
                    Endpoints = { new Aws.Inputs.ProviderEndpointArgs { S3 = Output.CreateSecret(store.Id) } },
                });
            }));
            var request = monitor.Named("a");
            Assert.IsType(preview ? typeof(PropertyUnknown) : typeof(PropertySecret), request.Inputs["endpoints"]);
            Assert.Equal(
                [MemoryMonitor.Urn("docker:index/network:Network", "store")],
                request.PropertyDependencies["endpoints"]);
        }
    }
}
