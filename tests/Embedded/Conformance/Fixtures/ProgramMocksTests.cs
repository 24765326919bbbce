using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Postern.Tests.Embedded.Conformance.Fixtures;

/// <summary>The program of ../shared/fixtures/pulumi-program under mocks, as its Program.cs runs it.</summary>
public sealed class ProgramMocksTests
{
    private const string Config =
        """
        {"proj:region":"us-east-1","proj:dbPassword":"s3cr3t",
         "proj:sizing":"{\"Replicas\":2,\"Memory\":\"1g\",\"Zones\":[\"a\"]}"}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Declares_its_resources_and_outputs(bool preview)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", Config);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["proj:dbPassword"]""");
        try
        {
            var options = new TestOptions { IsPreview = preview, ProjectName = "proj", StackName = "dev" };
            var (resources, outputs) = await Deployment.TestAsync(
                new Mocks(), options, () => (IDictionary<string, object?>)Infra.Build());
            Assert.Equal(21, resources.Length);
            Assert.Single(resources.OfType<Pulumi.Docker.Container>());
            var connection = (Output<string>)outputs["conn"]!;
            Assert.True(await Output.IsSecretAsync(connection));
            var text = await Pulumi.Utilities.OutputUtilities.GetValueAsync(connection);
            Assert.Equal("postgres://u:s3cr3t@web/db", text);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
            Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", null);
        }
    }

    private sealed class Mocks : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            var state = args.Inputs.ToBuilder();
            state.TryAdd("name", args.Name!);
            state.TryAdd("outputs", new Dictionary<string, object> { ["endpoint"] = "http://other" });
            state.TryAdd("secretOutputNames", ImmutableArray<object>.Empty);
            return Task.FromResult<(string?, object)>((args.Name + "_id", state.ToImmutable()));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args.Add("json", "{}"));
    }
}
