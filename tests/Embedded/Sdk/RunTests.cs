using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Pulumi;
using Xunit;
using Random = Pulumi.Random;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>How a run begins and ends.</summary>
[Collection(SerialRuns.Name)]
public sealed class RunTests
{
    private const string StackUrn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

    [Fact]
    public async Task Without_an_engine_the_program_says_how_to_start_it()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));
        Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", error.Message);
    }

    [Fact]
    public async Task The_stack_comes_first_and_ends_with_the_outputs()
    {
        var monitor = new MemoryMonitor();
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(() =>
        {
            var id = new Random.RandomId("id", new Random.RandomIdArgs { ByteLength = 4 });
            return new Dictionary<string, object?> { ["id"] = id.Id, ["secret"] = Output.CreateSecret("s") };
        }));
        Assert.Equal(0, code);
        Assert.Equal(["proj-dev", "id"], monitor.Registered.Select(request => request.Name));
        Assert.Equal(StackUrn, monitor.Named("id").Parent);
        Assert.Equal(new PropertyString("id-id"), monitor.Outputs[StackUrn]["id"]);
        Assert.Equal(new PropertySecret(new PropertyString("s")), monitor.Outputs[StackUrn]["secret"]);
    }

    [Fact]
    public async Task Runs_follow_one_another_in_one_process()
    {
        foreach (var preview in new[] { true, false, true })
        {
            var monitor = new MemoryMonitor();
            var seen = !preview;
            var code = await SerialRuns.RunAsync(
                monitor.Context(preview), () => Deployment.RunAsync(() => { seen = Deployment.Instance.IsDryRun; }));
            Assert.Equal((0, preview), (code, seen));
        }
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    [Fact]
    public async Task An_unhandled_error_is_shown_and_ends_with_32()
    {
        var monitor = new MemoryMonitor();
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(Fail));
        Assert.Equal(32, code);
        var (severity, message, _) = Assert.Single(monitor.Messages);
        Assert.Equal(LogSeverity.Error, severity);
        Assert.Contains("failed with an unhandled exception:\n", message);
        Assert.Contains("System.InvalidOperationException: the roof leaks", message);

        static void Fail() => throw new InvalidOperationException("the roof leaks");
    }

    [Fact]
    public async Task A_RunException_is_shown_as_it_is()
    {
        var monitor = new MemoryMonitor();
        var code = await SerialRuns.RunAsync(
            monitor.Context(), () => Deployment.RunAsync(() => new Config().Require("region")));
        Assert.Equal(32, code);
        Assert.StartsWith(
            "Missing Required configuration variable 'proj:region'", Assert.Single(monitor.Messages).Message);
    }

    [Fact]
    public async Task A_logged_error_lets_everything_be_registered_and_ends_with_1()
    {
        var monitor = new MemoryMonitor();
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(() =>
        {
            Log.Error("the drill failed");
            _ = new Random.RandomId("after", new Random.RandomIdArgs { ByteLength = 4 });
            return new Dictionary<string, object?> { ["report"] = "r" };
        }));
        Assert.Equal(1, code);
        Assert.NotNull(monitor.Named("after"));
        Assert.Equal(new PropertyString("r"), monitor.Outputs[StackUrn]["report"]);
    }

    [Fact]
    public async Task What_the_engine_has_said_already_is_not_said_again()
    {
        var monitor = new MemoryMonitor
        {
            Before = request => request.Custom ? throw new RunEndedException("a resource failed") : Task.CompletedTask,
        };
        var code = await SerialRuns.RunAsync(monitor.Context(), () => Deployment.RunAsync(
            () => { _ = new Random.RandomId("id", new Random.RandomIdArgs { ByteLength = 4 }); }));
        Assert.Equal(32, code);
        Assert.Empty(monitor.Messages);
    }

    [Fact]
    public async Task A_stack_class_without_a_value_for_an_output_fails()
    {
        var monitor = new MemoryMonitor();
        Assert.Equal(32, await SerialRuns.RunAsync(monitor.Context(), Deployment.RunAsync<Forgetful>));
        Assert.StartsWith(
            "Output(s) 'Address' have no value assigned.", Assert.Single(monitor.Messages).Message);
    }

    public sealed class Forgetful : Stack
    {
        [Output] public Output<string> Address { get; set; } = null!;
    }
}
