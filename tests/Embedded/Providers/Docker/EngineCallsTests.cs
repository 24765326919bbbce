using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>
/// What is said to the engine, and what becomes of its refusals; over tcp, against a scripted engine.
/// </summary>
public sealed class EngineCallsTests : IDisposable
{
    private const string Container = "docker:index/container:Container";
    private const string Id = "d5e35fff5ce3c63d5274c773df1407e92e9d0d936350970f06717003cd3a5e43";

    private readonly LoopbackServer _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task A_container_is_made_with_the_official_provider_s_calls()
    {
        var recorded = Recorded().ToArray();
        ScriptCreation();
        using var provider = await ProviderAsync();
        var inputs = Property.Map("""
            {"name":"ptest-db","image":"ptest-tiny:1","hostname":"db","command":["/bin/sleep","3600"],
             "envs":["PGDATA=/data/pgdata","MODE=one","POSTGRES_PASSWORD=cwb35KZqTAeE6V3QOUHhgQp5"],
             "healthcheck":{"tests":["CMD","/bin/true"],"interval":"10s","timeout":"3s","startPeriod":"1s","retries":3},
             "labels":[{"label":"role","value":"primary"}],"restart":"unless-stopped","shmSize":256,"stopTimeout":5,
             "networksAdvanced":[{"name":"ptest-net","aliases":["db","primary"]}],
             "ports":[{"internal":5432,"external":15999,"ip":"127.0.0.1"}],
             "uploads":[{"file":"/srv/postgresql.conf","content":"listen_addresses = '*'\n"}],
             "volumes":[{"volumeName":"ptest-data","containerPath":"/data"},
                        {"hostPath":"/etc/hostname","containerPath":"/host-name","readOnly":true}]}
            """);
        await new ProviderSession(provider, Container, "db").CreateAsync(inputs);
        Assert.Equal(
            recorded.Select(call => $"{call["method"]} {call["path"]!.GetValue<string>().Split('?')[0]}"),
            _engine.Calls.Select(made => made.Call).Where(call => !call.StartsWith("GET ", StringComparison.Ordinal)));
        foreach (var (theirs, ours) in recorded.Zip(_engine.Calls.Where(made => !made.Call.StartsWith('G'))))
        {
            if (theirs["body"] is not JsonObject body) continue;
            Assert.Equal(Essence(body)?.ToJsonString(), Essence(ours.Body)?.ToJsonString());
        }
    }

    [Theory]
    [InlineData("{}", "?t=0", "?force=1&v=1")]
    [InlineData("""{"destroyGraceSeconds":120,"removeVolumes":false}""", "?t=120", "?force=1&v=0")]
    public async Task A_container_is_stopped_as_its_grace_says_and_removed(string inputs, string stop, string remove)
    {
        _engine.Answer($"POST /v1.41/containers/{Id}/stop", 204).Answer($"DELETE /v1.41/containers/{Id}", 204);
        using var provider = await ProviderAsync();
        await DeleteAsync(provider, Container, Id, inputs);
        Assert.Equal([stop, remove], _engine.Calls.Take(2).Select(made => made.Query));
    }

    [Fact]
    public async Task A_container_that_is_gone_or_going_is_deleted()
    {
        using var provider = await ProviderAsync();
        await DeleteAsync(provider, Container, Id, "{}");
        _engine.Answer($"POST /v1.41/containers/{Id}/stop", 304).Answer(
            $"DELETE /v1.41/containers/{Id}", 409, """{"message":"removal of container x is already in progress"}""");
        await DeleteAsync(provider, Container, Id, "{}");
    }

    [Theory]
    [InlineData("docker:index/volume:Volume", "DELETE /v1.41/volumes/x", 409, "volume is in use - [abc]")]
    [InlineData("docker:index/network:Network", "DELETE /v1.41/networks/x", 403, "network x has active endpoints")]
    public async Task What_is_still_in_use_is_tried_again(string type, string call, int status, string words)
    {
        var refusal = $$"""{"message":"{{words}}"}""";
        _engine.Answer(call, status, refusal).Answer(call, status, refusal).Answer(call, 204);
        using var provider = await ProviderAsync();
        await DeleteAsync(provider, type, "x", "{}");
        Assert.Equal(3, _engine.Calls.Count);

        _engine.Answer(call[..^1] + "y", 500, """{"message":"disk on fire"}""");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => DeleteAsync(provider, type, "y", "{}"));
        Assert.EndsWith(": Error response from daemon: disk on fire", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_upload_leaves_the_container_in_the_state()
    {
        _engine.Answer($"PUT /v1.41/containers/{Id}/archive", 500, "<html>a proxy's page</html>");
        ScriptCreation();
        using var provider = await ProviderAsync();
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() =>
            new ProviderSession(provider, Container, "db").CreateAsync(Property.Map("""
                {"name":"ptest-db","image":"ptest-tiny:1","uploads":[{"file":"/a","content":"secret"}]}
                """)));
        Assert.Equal(Id, failure.Id);
        Assert.Equal(
            "Unable to upload volume content: Error response from daemon: <html>a proxy's page</html>",
            Assert.Single(failure.Reasons));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_memory_takes_the_swap_limit_along()
    {
        _engine.Answer($"POST /v1.41/containers/{Id}/update", 200, "{}")
            .Answer($"GET /v1.41/containers/{Id}/json", 200, Inspected);
        using var provider = await ProviderAsync();
        var session = new ProviderSession(provider, Container, "db");
        var old = await session.CheckAsync(Property.Map("""{"name":"db","image":"x","memory":64}"""));
        var wanted = old.With("memory", new PropertyNumber(128));
        await provider.UpdateAsync(
            new DiffRequest(new ResourceIdentity("urn", Container, "db"), Id, old, old, wanted, []), null, false,
            new RecordingLog(), CancellationToken.None);
        var body = _engine.BodyOf($"POST /v1.41/containers/{Id}/update")!;
        Assert.Equal(128L << 20, body["Memory"]!.GetValue<long>());
        Assert.Equal(256L << 20, body["MemorySwap"]!.GetValue<long>());
    }

    private static string Inspected =>
        $$$"""{"Id":"{{{Id}}}","Name":"/ptest-db","State":{"Running":true},"Config":{}}""";

    private static Task DeleteAsync(DockerProvider provider, string type, string id, string inputs) =>
        provider.DeleteAsync(
            new ResourceIdentity("urn", type, "x"), id, Property.Map(inputs), PropertyMap.Empty, null,
            new RecordingLog(),
            CancellationToken.None);

    // The first creation of a container in the recording, from its own call on.
    private static IEnumerable<JsonNode> Recorded()
    {
        var file = RepositoryFolder.Shared("pulumi-state/docker/engine-calls.jsonl");
        Assert.SkipWhen(file is null, "the shared fixtures are not here");
        return File.ReadLines(file).Select(line => JsonNode.Parse(line)!)
            .SkipWhile(
                call => call["path"]?.GetValue<string>()
                .Contains("containers/create", StringComparison.Ordinal) != true)
            .TakeWhile(call => call["mark"] is null)
            .Where(call => call["method"]!.GetValue<string>() != "GET");
    }

    // Absent, null, empty, zero and false are the same to the engine.
    private static JsonNode? Essence(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Select(member => KeyValuePair.Create(member.Key, Essence(member.Value)))
            .Where(member =>
                member.Value is not null && !(member.Value is JsonObject { Count: 0 } && IsOption(member.Key)))
            .OrderBy(member => member.Key, StringComparer.Ordinal)) is { Count: > 0 } kept ? kept : new JsonObject(),
        JsonArray items => items.All(item => item is JsonValue && Essence(item) is null)
            ? null
            : new JsonArray([.. items.Select(item => item?.DeepClone())]),
        JsonValue value => value.ToJsonString() is "0" or "false" or "\"\"" ? null : value.DeepClone(),
        _ => null,
    };

    // The names of ports and paths are keys with nothing behind them; everything else that is empty says nothing.
    private static bool IsOption(string name) => char.IsAsciiLetterUpper(name[0]);

    private void ScriptCreation() => _engine
        .Answer("GET /v1.41/images/ptest-tiny:1/json", 200, "{}")
        .Answer("POST /v1.41/containers/create", 201, $$"""{"Id":"{{Id}}"}""")
        .Answer("POST /v1.41/networks/bridge/disconnect", 200)
        .Answer("POST /v1.41/networks/ptest-net/connect", 200)
        .Answer($"PUT /v1.41/containers/{Id}/archive", 200)
        .Answer($"POST /v1.41/containers/{Id}/start", 204)
        .Answer($"GET /v1.41/containers/{Id}/json", 200, Inspected);

    private async Task<DockerProvider> ProviderAsync()
    {
        var provider = new DockerProvider(new DockerProviderSettings(
            $"tcp://127.0.0.1:{_engine.Port}", TimeProvider.System, _ => [], "/"));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        return provider;
    }
}
