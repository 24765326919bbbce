using System.Text;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class RegistryCredentialsTests
{
    private const string Entries = """
        [{"address":"registry.example.org:5000","username":"bob","password":"p?>w"},
         {"address":"https://index.docker.io/v1/","username":"hub","password":"h"},
         {"address":"closed.example.org","authDisabled":true}]
        """;

    [Theory]
    [InlineData("registry.example.org:5000/team/app:1", "bob", "p?>w")]
    [InlineData("postgres:17", "hub", "h")]
    [InlineData("docker.io/library/postgres:17", "hub", "h")]
    [InlineData("team/app", "hub", "h")]
    public void Are_sent_to_the_registry_that_they_are_for(string image, string user, string password)
    {
        foreach (var config in new[]
        {
            Property.Map($$"""{"registryAuth":{{Entries}}}"""),
            PropertyMap.Empty.With("registryAuth", new PropertyString(Entries)),
        })
        {
            var header = Decode(RegistryCredentials.Read(config).HeaderFor(image)!);
            Assert.Equal(
                (user, password), (header["username"]!.GetValue<string>(), header["password"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("ghcr.io/team/app:1")]
    [InlineData("closed.example.org/app")]
    [InlineData("registry.example.org/team/app:1")]
    public void Are_sent_to_no_other(string image) =>
        Assert.Null(RegistryCredentials.Read(Property.Map($$"""{"registryAuth":{{Entries}}}""")).HeaderFor(image));

    [Fact]
    public void Are_found_in_dockers_own_file()
    {
        var config = Property.Map("""
            {"registryAuth":[{"address":"registry.example.org",
             "configFileContent":"{\"auths\":{\"https://registry.example.org\":{\"auth\":\"Ym9iOmE6Yg==\"}}}"}]}
            """);
        var header = Decode(RegistryCredentials.Read(config).HeaderFor("registry.example.org/app")!);
        Assert.Equal("a:b", header["password"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""[{"address":"registry.example.org"}]""")]
    [InlineData("""[{"address":"registry.example.org","configFile":"/no/such/file"}]""")]
    [InlineData("""
        [{"address":"registry.example.org","configFileContent":"{\"credHelpers\":{\"registry.example.org\":\"pass\"}}"}]
        """)]
    public void Missing_ones_are_named_by_their_address(string entries)
    {
        var failure = Assert.Throws<ProviderException>(
            () => RegistryCredentials.Read(PropertyMap.Empty.With("registryAuth", new PropertyString(entries))));
        Assert.Contains("'registry.example.org'", failure.Message, StringComparison.Ordinal);
    }

    private static JsonNode Decode(string header) => JsonNode.Parse(Encoding.UTF8.GetString(
        Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/'))))!;
}
