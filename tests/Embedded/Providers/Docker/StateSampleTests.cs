using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Containers;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>
/// Against a state that the official provider 5.1.0 wrote, and what the engine reported of the same container.
/// </summary>
public sealed class StateSampleTests
{
    private const string Secret = """["MODE=two","PGDATA=/data/pgdata","POSTGRES_PASSWORD=cwb35KZqTAeE6V3QOUHhgQp5"]""";

    [Fact]
    public void A_container_s_outputs_are_the_official_ones()
    {
        var (inputs, official) = Sample("docker:index/container:Container");
        var container = Inspect("container");
        container["State"] = new JsonObject { ["Running"] = true };
        container["Platform"] = "linux";
        var ours = ContainerOutputs.Build(container, (PropertyMap)SchemaPreview.WithoutMarkers(inputs));
        foreach (var (name, value) in official.Where(entry => !entry.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            Assert.True(ours.TryGetValue(name, out var mine), $"{name} is missing");
            Assert.Equal(Property.Text(value), Property.Text(mine!));
        }
        Assert.Equal(official.Keys.Where(key => !key.StartsWith("__", StringComparison.Ordinal)), ours.Keys);
    }

    [Fact]
    public void The_official_state_shows_no_difference_to_its_own_program()
    {
        var (inputs, official) = Sample("docker:index/container:Container");
        var program = WithoutDefaults(inputs);
        var checkedInputs = SchemaDefaults.Apply(ContainerSchema.Properties, program);
        Assert.Equal(Property.Text(inputs), Property.Text(checkedInputs));
        var diff = SchemaComparer.Compare(
            ContainerSchema.Properties,
            new DiffRequest(new ResourceIdentity("", "", ""), "id", inputs, official, checkedInputs, []), true);
        Assert.Empty(diff.Details);
        Assert.Equal(inputs, SchemaDrift.Adjust(ContainerSchema.Properties, inputs, official));
    }

    [Fact]
    public void A_hand_written_state_shows_no_difference_either()
    {
        var (inputs, outputs) = Sample("docker:index/container:Container", "handwritten");
        var diff = SchemaComparer.Compare(
            ContainerSchema.Properties,
            new DiffRequest(
                new ResourceIdentity("", "", ""), "id", inputs, outputs, SchemaDefaults.Apply(
                    ContainerSchema.Properties, inputs), []),
            true);
        Assert.Empty(diff.Details);
    }

    private static PropertyMap WithoutDefaults(PropertyMap inputs)
    {
        var given = inputs.Without(SchemaDefaults.Marker);
        foreach (var name in inputs.Texts(SchemaDefaults.Marker)) given = given.Without(name);
        foreach (var (name, value) in given)
        {
            if (value is PropertyMap map) given = given.With(name, WithoutDefaults(map));
            if (value is PropertyList list && list.Items.All(item => item is PropertyMap))
            {
                given = given.With(
                    name, new PropertyList([.. list.Items.Select(item => WithoutDefaults((PropertyMap)item))]));
            }
        }
        return given;
    }

    private static JsonNode Inspect(string name) => JsonNode.Parse(Read("pulumi-state/docker/inspect.json"))![name]!;

    private static (PropertyMap Inputs, PropertyMap Outputs) Sample(string type, string folder = "docker")
    {
        var resources = JsonNode.Parse(Read($"pulumi-state/{folder}/.pulumi/stacks/postern/dev.json"))!
            ["checkpoint"]!["latest"]!["resources"]!.AsArray();
        var resource = resources.Single(candidate => candidate!["type"]!.GetValue<string>() == type)!;
        return (Decrypt(resource["inputs"]!), Decrypt(resource["outputs"]!));
    }

    // The environment is the only secret there; expected.json holds it in the clear.
    private static PropertyMap Decrypt(JsonNode properties)
    {
        var copy = properties.DeepClone().AsObject();
        copy["envs"] = JsonNode.Parse(Secret);
        return (PropertyMap)Property.From(copy);
    }

    private static string Read(string path)
    {
        var file = RepositoryFolder.Shared(path);
        Assert.SkipWhen(file is null, "the shared fixtures are not here");
        return File.ReadAllText(file);
    }
}
