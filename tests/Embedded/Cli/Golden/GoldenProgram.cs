using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Programs;
using Postern.Tests.Embedded.Providers;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>Which form of the recorded program runs.</summary>
public enum GoldenStage
{
    First,
    Second,

    /// <summary>The second form, and a command that fails.</summary>
    Failing,

    /// <summary>A component with a password and a command.</summary>
    Small,

    /// <summary>The small form, and a command that fails.</summary>
    SmallFailing,
    MissingSetting,
    ProgramError,

    /// <summary>One pet.</summary>
    Pet,
}

/// <summary>The program of the golden texts, as the calls that it makes on the monitor.</summary>
public sealed class GoldenProgram : IProgram
{
    public GoldenStage Stage { get; set; }

    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellation)
    {
        try
        {
            var run = new GoldenRun(context);
            await run.StackAsync();
            return await DeclareAsync(run, context.Monitor);
        }
        catch (RunEndedException)
        {
            return 32;
        }
    }

    private async Task<int> DeclareAsync(GoldenRun run, IResourceMonitor monitor)
    {
        switch (Stage)
        {
            case GoldenStage.MissingSetting:
                monitor.Log(
                    LogSeverity.Error, "Missing Required configuration variable 'postern:bucket'\n" +
                    "\tplease set a value using the command `pulumi config set postern:bucket <value>`", null, false);
                return 32;
            case GoldenStage.ProgramError:
                monitor.Log(LogSeverity.Info, "using bucket postern-wal", null, false);
                monitor.Log(LogSeverity.Warning, "the archive has no copy elsewhere", null, false);
                monitor.Log(LogSeverity.Error, "bucket name \"x\" is not valid", null, false);
                return 32;
            case GoldenStage.Pet:
                await run.PetAsync();
                return 0;
            case GoldenStage.Small or GoldenStage.SmallFailing:
                await run.SmallAsync(Stage == GoldenStage.SmallFailing);
                return 0;
            default:
                await run.ServerAsync(Stage != GoldenStage.First, Stage == GoldenStage.Failing);
                return 0;
        }
    }
}

/// <summary>One run of the program.</summary>
public sealed class GoldenRun(ProgramContext context)
{
    private const string Check = "echo checking >&2; echo \"FATAL: could not connect to server\" >&2; exit 3";

    private string _stack = "";

    public async Task StackAsync() => _stack = (await RegisterAsync(
        "pulumi:pulumi:Stack", $"{context.Project}-{context.Stack}", null, "{}", custom: false)).Urn;

    public async Task PetAsync()
    {
        var pet = await RegisterAsync("random:index/randomPet:RandomPet", "pet", _stack, "{}");
        await OutputsAsync(PropertyMap.Empty.With("p", pet.Outputs["id"]));
    }

    public async Task SmallAsync(bool failing)
    {
        var primary = (await RegisterAsync("postern:infra:PostgresServer", "primary", _stack, "{}", custom: false)).Urn;
        await context.Monitor.RegisterResourceOutputsAsync(primary, PropertyMap.Empty, CancellationToken.None);
        var password = await PasswordAsync(primary);
        await RegisterAsync("command:local:Command", "render", primary, """{"create": "echo rendered"}""");
        await OutputsAsync(PropertyMap.Empty.With("password", Secret(password.Outputs["result"])));
        if (failing) await RegisterAsync("command:local:Command", "check", primary, """{"create": "exit 3"}""");
    }

    public async Task ServerAsync(bool second, bool failing)
    {
        var primary = (await RegisterAsync("postern:infra:PostgresServer", "primary", _stack, "{}", custom: false)).Urn;
        var archive = (await RegisterAsync("postern:infra:ArchiveBucket", "archive", primary, "{}", custom: false)).Urn;
        if (second)
        {
            await RegisterAsync(
                "random:index/randomInteger:RandomInteger", "port", primary, """{"max": 65535, "min": 1024}""");
        }
        else await RegisterAsync("random:index/randomPet:RandomPet", "nickname", primary, """{"length": 2}""");
        var password = await PasswordAsync(primary);
        var data = await RegisterAsync("docker:index/volume:Volume", "data", primary, """{"name": "gold-data"}""");
        var net = await RegisterAsync("docker:index/network:Network", "net", primary, """{"name": "gold-net"}""");
        var bucket = context.Config["postern:bucket"] + (second ? "-2" : "");
        var suffix = await RegisterAsync(
            "random:index/randomId:RandomId", "suffix", archive,
            $$"""{"byteLength": 4, "keepers": {"bucket": "{{bucket}}"} }""");
        await ContainerAsync(second, primary, password, net.Urn, data.Urn);
        await RenderAsync(second ? "2" : "1", archive, password);
        if (failing)
        {
            await RegisterAsync(
                "command:local:Command", "check", primary,
                new System.Text.Json.Nodes.JsonObject { ["create"] = Check }.ToJsonString());
        }
        var name = suffix.Outputs["hex"] is PropertyString hex
            ? new PropertyString("postern-wal-" + hex.Value) : (PropertyValue)PropertyUnknown.Instance;
        var server = Property.Map("""{"tls": true}""").With("port", new PropertyNumber(second ? 5433 : 5432));
        await OutputsAsync(PropertyMap.Empty.With("container", new PropertyString("gold-db"))
            .With("server", server).With("bucket", name).With("password", Secret(password.Outputs["result"])));
    }

    private Task<RegisterResourceResult> ContainerAsync(
        bool second, string parent, RegisterResourceResult password, string net, string data)
    {
        var inputs = Property.Map($$"""
            {"command": ["/bin/sleep", "3600"], "destroyGraceSeconds": 1, "hostname": "db", "image": "ptest-tiny:1",
             "labels": [{"label": "role", "value": "primary"}], "memory": {{(second ? 96 : 64)}}, "name": "gold-db",
             "networksAdvanced": [{"aliases": ["db"], "name": "gold-net"}],
             "ports": [{"external": 15997, "internal": 5432, "ip": "127.0.0.1"}],
             "volumes": [{"containerPath": "/data", "volumeName": "gold-data"}]}
            """);
        PropertyValue[] envs = second
            ? [
                new PropertyString("PGDATA=/data/pgdata"), new PropertyString("PGOPTIONS=-c x"),
                Secret(password.Outputs["result"]),
            ]
            : [new PropertyString("PGDATA=/data/pgdata"), Secret(password.Outputs["result"])];
        return RegisterAsync(
            "docker:index/container:Container", "db", parent, inputs.With("envs", new PropertyList([.. envs])),
            [password.Urn, net, data],
            ("envs", password.Urn), ("networksAdvanced", net), ("volumes", data));
    }

    private Task<RegisterResourceResult> RenderAsync(string stage, string parent, RegisterResourceResult password)
    {
        var environment = PropertyMap.Empty.With("STAGE", new PropertyString(stage))
            .With("PGPASSWORD", Secret(password.Outputs["result"]));
        return RegisterAsync(
            "command:local:Command", "render", parent,
            PropertyMap.Empty.With("create", new PropertyString("echo rendered " + stage))
                .With("update", new PropertyString("echo updated")).With("environment", environment),
            [password.Urn], ("environment", password.Urn));
    }

    private Task<RegisterResourceResult> PasswordAsync(string parent) => RegisterAsync(
        "random:index/randomPassword:RandomPassword", "password", parent,
        Property.Map("""{"length": 24, "special": false}"""), []);

    private Task OutputsAsync(PropertyMap outputs) =>
        context.Monitor.RegisterResourceOutputsAsync(_stack, outputs, CancellationToken.None);

    private static PropertyValue Secret(PropertyValue value) =>
        value.Plain is PropertyUnknown ? value.Plain : new PropertySecret(value.Plain);

    private Task<RegisterResourceResult> RegisterAsync(
        string type, string name, string? parent, string json, bool custom = true) =>
        RegisterAsync(type, name, parent, Property.Map(json), [], custom);

    private Task<RegisterResourceResult> RegisterAsync(
        string type, string name, string? parent, PropertyMap inputs, ImmutableArray<string> dependencies,
        params (string Property, string Urn)[] by) => RegisterAsync(type, name, parent, inputs, dependencies, true, by);

    private Task<RegisterResourceResult> RegisterAsync(
        string type, string name, string? parent, PropertyMap inputs, ImmutableArray<string> dependencies, bool custom,
        params (string Property, string Urn)[] by) => context.Monitor.RegisterResourceAsync(
            new RegisterResourceRequest
            {
                Type = type,
                Name = name,
                Parent = parent,
                Custom = custom,
                Inputs = inputs,
                Dependencies = dependencies,
                PropertyDependencies = by.ToImmutableSortedDictionary(
                    entry => entry.Property, entry => ImmutableArray.Create(entry.Urn), StringComparer.Ordinal),
                Version = type.Split(':')[0] switch
                {
                    "docker" => "5.1.0",
                    "random" => "4.21.1",
                    "command" => "1.2.1",
                    _ => null,
                },
            },
            CancellationToken.None);
}
