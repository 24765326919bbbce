using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;
using Pulumi;
using Xunit;
using Docker = Pulumi.Docker;
using Random = Pulumi.Random;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>What a registration carries.</summary>
[Collection(SerialRuns.Name)]
public sealed class RegistrationTests
{
    [Fact]
    public async Task Property_dependencies_name_the_resources_behind_each_input()
    {
        var monitor = await UpAsync(() =>
        {
            var volume = new Docker.Volume("data");
            _ = new Docker.Container("server", new Docker.ContainerArgs
            {
                Image = "postgres:17", Name = volume.Name.Apply(name => name + "-server"),
            });
        });
        var urn = MemoryMonitor.Urn("docker:index/volume:Volume", "data");
        var request = monitor.Named("server");
        Assert.Equal([urn], request.Dependencies);
        Assert.Equal([urn], request.PropertyDependencies["name"]);
        Assert.Equal(ImmutableArray<string>.Empty, request.PropertyDependencies["image"]);
        Assert.Equal("5.1.0", request.Version);
    }

    [Fact]
    public async Task A_secret_element_stays_secret_alone_inside_its_list()
    {
        var monitor = await UpAsync(() => _ = new Docker.Container("c", new Docker.ContainerArgs
        {
            Image = "i", Envs = { "A=1", Output.CreateSecret("B=2") },
        }));
        Assert.Equal(
            new PropertyList([new PropertyString("A=1"), new PropertySecret(new PropertyString("B=2"))]),
            monitor.Named("c").Inputs["envs"]);
    }

    [Fact]
    public async Task An_unknown_element_stays_unknown_alone_inside_its_map()
    {
        var monitor = new MemoryMonitor { Id = _ => PropertyUnknown.Instance };
        await SerialRuns.RunAsync(monitor.Context(preview: true), () => Deployment.RunAsync(() =>
        {
            var first = new Random.RandomId("first", new Random.RandomIdArgs { ByteLength = 4 });
            _ = new Random.RandomId("second", new Random.RandomIdArgs
            {
                ByteLength = 4, Keepers = { ["known"] = "1", ["unknown"] = first.Id },
            });
        }));
        Assert.Equal(
            PropertyMap.Empty.With("known", new PropertyString("1")).With("unknown", PropertyUnknown.Instance),
            monitor.Named("second").Inputs["keepers"]);
    }

    [Fact]
    public async Task Children_inherit_protection_and_the_provider_of_their_component()
    {
        var monitor = await UpAsync(() =>
        {
            var engine = new Docker.Provider("engine", new Docker.ProviderArgs { Host = "unix:///x" });
            var group = new ComponentResource("p:i:Group", "group", new ComponentResourceOptions
            {
                Protect = true, Providers = { engine },
            });
            _ = new Docker.Volume("inside", null, new CustomResourceOptions { Parent = group });
            _ = new Docker.Volume("open", null, new CustomResourceOptions { Parent = group, Protect = false });
        });
        Assert.Equal(MemoryMonitor.Urn("p:i:Group", "group"), monitor.Named("inside").Parent);
        Assert.True(monitor.Named("inside").Protect);
        Assert.False(monitor.Named("open").Protect);
        Assert.Equal(
            MemoryMonitor.Urn("pulumi:providers:docker", "engine") + "::engine-id", monitor.Named("inside").Provider);
    }

    [Fact]
    public async Task Depending_on_a_component_means_its_custom_resources()
    {
        var monitor = await UpAsync(() =>
        {
            var group = new ComponentResource("p:i:Group", "group");
            _ = new Docker.Volume("inside", null, new CustomResourceOptions { Parent = group });
            _ = new Docker.Network("after", null, new CustomResourceOptions { DependsOn = { group } });
        });
        Assert.Equal(
            [MemoryMonitor.Urn("docker:index/volume:Volume", "inside")], monitor.Named("after").Dependencies);
    }

    [Fact]
    public async Task A_function_waits_until_the_resources_behind_its_arguments_exist()
    {
        foreach (var id in new PropertyValue[] { PropertyUnknown.Instance, new PropertyString("x") })
        {
            var calls = id is PropertyUnknown ? 0 : 1;
            var monitor = new MemoryMonitor { Id = _ => id };
            await SerialRuns.RunAsync(monitor.Context(preview: true), () => Deployment.RunAsync(() =>
            {
                var server = new Docker.Container("c", new Docker.ContainerArgs { Image = "i", Name = "n" });
                var logs = Docker.GetLogs.Invoke(new Docker.GetLogsInvokeArgs { Name = server.Name });
                return new Dictionary<string, object?> { ["line"] = logs.Apply(l => l.LogsListStrings[0]) };
            }));
            Assert.Equal(calls, monitor.Invoked.Count);
            var outputs = monitor.Outputs[MemoryMonitor.Urn("pulumi:pulumi:Stack", "proj-dev")];
            Assert.Equal(calls == 0 ? PropertyUnknown.Instance : new PropertyString("line"), outputs["line"]);
        }
    }

    [Fact]
    public async Task A_number_too_big_for_its_output_does_not_fail_the_run()
    {
        var monitor = new MemoryMonitor { State = _ => PropertyMap.Empty.With("shmSize", new PropertyNumber(3e9)) };
        var seen = 0;
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(() =>
        {
            var server = new Docker.Container("c", new Docker.ContainerArgs { Image = "i" });
            server.ShmSize.Apply(size => seen = size);
        }));
        Assert.Equal((0, int.MaxValue), (code, seen));
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_warned_about_under_its_resource()
    {
        var monitor = new MemoryMonitor { State = _ => PropertyMap.Empty.With("shmSize", new PropertyString("64m")) };
        await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(
            () => { _ = new Docker.Container("c", new Docker.ContainerArgs { Image = "i" }); }));
        var (severity, message, urn) = Assert.Single(monitor.Messages);
        Assert.Equal(Postern.Embedded.Contracts.Programs.LogSeverity.Warning, severity);
        Assert.Contains("Pulumi.Docker.Container.shmSize", message);
        Assert.Equal(MemoryMonitor.Urn("docker:index/container:Container", "c"), urn);
    }

    [Fact]
    public async Task A_secret_setting_of_the_wrong_type_is_named_without_its_value()
    {
        var monitor = new MemoryMonitor();
        await SerialRuns.RunAsync(
            monitor.Context(preview: false, ("proj:password", "hunter2"), ("proj:port", "many")),
            () => Deployment.RunAsync(() =>
            {
                var secret = Assert.ThrowsAny<RunException>(() => new Config().GetInt32("password"));
                Assert.Equal("Configuration 'proj:password' value '[secret]' is not a valid Int32", secret.Message);
                var open = Assert.ThrowsAny<RunException>(() => new Config().GetInt32("port"));
                Assert.Equal("Configuration 'proj:port' value 'many' is not a valid Int32", open.Message);
            }));
        Assert.Empty(monitor.Messages);
    }

    private static async Task<MemoryMonitor> UpAsync(Action program)
    {
        var monitor = new MemoryMonitor();
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(program));
        Assert.Equal((0, 0), (code, monitor.Messages.Count));
        return monitor;
    }
}
