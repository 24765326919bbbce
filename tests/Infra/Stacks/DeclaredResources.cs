using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Postern.Stacks;
using Pulumi;
using Pulumi.Testing;

namespace Postern.Tests.Infra.Stacks;

/// <summary>Runs the program under Pulumi's own mocks and keeps what it declared.</summary>
internal sealed class DeclaredResources : IMocks
{
    private readonly ConcurrentBag<MockResourceArgs> _resources = [];

    /// <summary>The names of containers whose log holds this report when it is asked for.</summary>
    public Dictionary<string, string> Logs { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<MockResourceArgs> All => [.. _resources.OrderBy(one => one.Type).ThenBy(one => one.Name)];

    public IDictionary<string, object?> Outputs { get; private set; } = new Dictionary<string, object?>();

    public MockResourceArgs Container(string name) => All.Single(
        one => one.Type == "docker:index/container:Container" && (string)one.Inputs["name"] == name);

    /// <summary>Declares a stack with these settings ("postern:" is added to the keys).</summary>
    public async Task<DeclaredResources> DeclareAsync(string stack, params (string Key, string Value)[] settings)
    {
        var config = settings.ToDictionary(pair => "postern:" + pair.Key, pair => pair.Value);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(config));
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", "[]");
        var root = Directory.CreateTempSubdirectory("postern-program").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "artifacts", "archiver"));
            await File.WriteAllTextAsync(Path.Combine(root, "artifacts", "archiver", "archiver"), "binary");
            var options = new TestOptions { IsPreview = false, ProjectName = "postern", StackName = stack,
                RootDirectory = root };
            (_, Outputs) = await Deployment.TestAsync(this, options, PosternProgram.Declare);
            return this;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        if (args.Type != "pulumi:pulumi:StackReference") _resources.Add(args);
        var state = args.Inputs.ToBuilder();
        switch (args.Type)
        {
            case "random:index/randomPassword:RandomPassword":
                state["result"] = $"secret-of-{args.Name}";
                break;
            case "docker:index/image:Image":
                state["repoDigest"] = $"sha256:{args.Name}";
                break;
            case "pulumi:pulumi:StackReference":
                state["outputs"] = Primary();
                state["secretOutputNames"] = ImmutableArray.Create<object>("sourceSecretKey");
                break;
        }
        return Task.FromResult<(string?, object)>(($"{args.Name}-id", state.ToImmutable()));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        var lines = Logs.TryGetValue((string)args.Args["name"], out var line) ? line : "REPORT {\"ok\":true}";
        return Task.FromResult<object>(args.Args
            .Add("id", "log").Add("logsListStrings", ImmutableArray.Create<object>("working\r\n", lines + "\r\n")));
    }

    private static ImmutableDictionary<string, object> Primary() => ImmutableDictionary<string, object>.Empty
        .Add("source", ImmutableDictionary<string, object>.Empty
            .Add("endpoint", "http://store:8080").Add("region", "us-east-1").Add("bucket", "postern-dev")
            .Add("prefix", "dev/17").Add("network", "postern-dev"))
        .Add("sourceAccessKey", "postern:reader")
        .Add("sourceSecretKey", "reader-secret");
}
