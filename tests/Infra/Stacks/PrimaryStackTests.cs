using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Postern.Tests.Infra.Stacks;

/// <summary>What a primary stack declares; docker-provider facts turned into promises.</summary>
[Collection("program")]
public sealed class PrimaryStackTests
{
    [Fact]
    public async Task Every_container_is_given_time_to_stop()
    {
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        foreach (var container in declared.All.Where(one => one.Type == "docker:index/container:Container"))
        {
            Assert.True((double)container.Inputs["destroyGraceSeconds"] >= 10, container.Name);
        }
        Assert.Equal(120d, declared.Container("postern-dev").Inputs["destroyGraceSeconds"]);
        Assert.Equal("SIGINT", declared.Container("postern-dev").Inputs["stopSignal"]);
    }

    [Fact]
    public async Task The_server_refers_to_the_image_by_its_id()
    {
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        Assert.Equal("sha256:postgres", declared.Container("postern-dev").Inputs["image"]);
    }

    [Fact]
    public async Task No_input_names_the_checkout()
    {
        // Each declaration has a root folder of its own.
        var first = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        var second = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        Assert.Equal(Inputs(first), Inputs(second));
        var build = (ImmutableDictionary<string, object>)first.All.Single(
            one => one.Type == "docker:index/image:Image" && one.Name == "store").Inputs["build"];
        Assert.Equal("../artifacts/images/store/Dockerfile", build["dockerfile"]);

        static IEnumerable<string> Inputs(DeclaredResources declared) => declared.All.Select(
            one => one.Name + System.Text.Json.JsonSerializer.Serialize(one.Inputs.ToImmutableSortedDictionary()));
    }

    [Fact]
    public async Task Server_and_agent_join_the_network_of_a_given_archive()
    {
        const string archive = """
            {"bucket":"b","accessKey":"k","secretKey":"s","endpoint":"http://minio:9000","network":"minio"}
            """;
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"), ("archive", archive));
        foreach (var name in (string[])["postern-dev", "postern-dev-agent"])
        {
            var networks = (ImmutableArray<object>)declared.Container(name).Inputs["networksAdvanced"];
            Assert.Equal(
                ["postern-dev", "minio"],
                networks.Select(network => ((ImmutableDictionary<string, object>)network)["name"]));
        }
    }

    [Fact]
    public async Task Published_ports_are_bound_to_this_machine()
    {
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        foreach (var container in declared.All.Where(one => one.Inputs.ContainsKey("ports")))
        {
            foreach (var port in (ImmutableArray<object>)container.Inputs["ports"])
            {
                Assert.Equal("127.0.0.1", ((ImmutableDictionary<string, object>)port)["ip"]);
            }
        }
    }

    [Fact]
    public async Task No_secret_is_in_the_environment_or_the_settings()
    {
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"));
        foreach (var container in declared.All.Where(one => one.Type == "docker:index/container:Container"))
        {
            var visible = container.Inputs
                .Where(input => input.Key != "uploads" || container.Name == "settings")
                .Select(input => System.Text.Json.JsonSerializer.Serialize(input.Value));
            Assert.DoesNotContain(visible, text => text.Contains("secret-of-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_a_parameter_that_needs_a_restart_changes_the_server()
    {
        async Task<string> Server(string parameters)
        {
            var declared = await new DeclaredResources()
                .DeclareAsync("dev", ("kind", "primary"), ("parameters", parameters));
            return System.Text.Json.JsonSerializer.Serialize(declared.Container("postern-dev").Inputs);
        }
        var before = await Server("""{"work_mem":"4MB","shared_buffers":"128MB"}""");
        Assert.Equal(before, await Server("""{"work_mem":"64MB","shared_buffers":"128MB"}"""));
        Assert.NotEqual(before, await Server("""{"work_mem":"4MB","shared_buffers":"256MB"}"""));
    }

    [Fact]
    public async Task A_failed_settle_fails_the_run_and_keeps_its_outputs()
    {
        var declared = new DeclaredResources();
        declared.Logs["postern-dev-settle"] = """REPORT {"ok":false,"error":"work_mem banana: refused"}""";
        var error = await Assert.ThrowsAnyAsync<Exception>(() => declared.DeclareAsync("dev", ("kind", "primary")));
        Assert.Contains("settling the server failed: work_mem banana: refused", error.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_string_is_secret()
    {
        var declared = await new DeclaredResources().DeclareAsync("dev", ("kind", "primary"), ("port", "5433"));
        var connection = Assert.IsType<Output<string>>(declared.Outputs["connectionString"]);
        Assert.True(await Output.IsSecretAsync(connection));
        Assert.Equal("postgresql://postgres:secret-of-password@127.0.0.1:5433/app",
            await OutputUtilities.GetValueAsync(connection));
    }

    [Fact]
    public async Task An_archive_of_the_users_own_needs_no_store()
    {
        var declared = await new DeclaredResources().DeclareAsync(
            "prod", ("kind", "primary"),
            ("archive", """
                {"endpoint":"https://s3.example","bucket":"b","prefix":"p/17","accessKey":"k","secretKey":"s"}
                """));
        Assert.DoesNotContain(declared.All, one => one.Type == "aws:s3/bucket:Bucket" || one.Name == "store");
    }

    [Fact]
    public async Task Bad_settings_end_the_run_with_all_of_their_names()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => new DeclaredResources().DeclareAsync("dev", ("kind", "primary"), ("port", "x"), ("postgres", "9")));
        Assert.Contains("postern:port", error.Message, StringComparison.Ordinal);
        Assert.Contains("postern:postgres", error.Message, StringComparison.Ordinal);
    }
}
