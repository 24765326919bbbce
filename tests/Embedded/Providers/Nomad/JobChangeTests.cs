using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Nomad;

/// <summary>What changes a job, in place or not, and what a refresh sees of it.</summary>
public sealed class JobChangeTests : IDisposable
{
    private const string Job = "nomad:index/job:Job";

    private static readonly ResourceIdentity Resource = new("urn", Job, "primary");

    private readonly FakeNomad _nomad = new();

    public void Dispose() => _nomad.Dispose();

    [Theory]
    [InlineData("Type", "\"batch\"")]
    [InlineData("Periodic", """{"Enabled":true,"Spec":"@daily"}""")]
    [InlineData("ParameterizedJob", """{"Payload":"optional"}""")]
    public async Task Another_kind_of_job_is_a_replacement_that_deletes_first(string member, string value)
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse-canonical", change: job => job[member] = JsonNode.Parse(value))
            .Record("parse/parse-canonical");
        var old = Inputs();
        var wanted = (await provider.CheckAsync(
            Resource, null, old.With("jobspec", new PropertyString("job \"pg-main\" { changed }")),
            CancellationToken.None)).Inputs;
        var diff = await provider.DiffAsync(
            new DiffRequest(Resource, "pg-main", old, old, wanted, []), CancellationToken.None);
        Assert.Equal(DiffKind.UpdateReplace, diff.Details["jobspec"]);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_stopped_job_of_another_type_is_purged_before_its_successor_is_registered()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse")
            .Record("stop/04-job-dead", "/v1/job/pg-main", job => job["Type"] = "batch")
            .Record("stop/09-purge", "/v1/job/pg-main")
            .Record("primary/02-register");
        var job = new ProviderSession(provider, Job, "primary");
        await job.CreateAsync(Inputs());
        var calls = _nomad.Calls.Select(static call => (call.Call, call.Query)).ToList();
        var purge = calls.FindIndex(static call => call.Call == "DELETE /v1/job/pg-main");
        Assert.Contains("purge=true", calls[purge].Query, StringComparison.Ordinal);
        Assert.True(purge < calls.FindIndex(static call => call.Call == "PUT /v1/jobs"));
        Assert.Equal(0, _nomad.BodyOf("PUT /v1/jobs")!["JobModifyIndex"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_preview_of_a_job_that_somebody_has_registered_since_fails()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("plans/no-change");
        async Task Preview(string known) => await provider.UpdateAsync(
            new DiffRequest(
                Resource, "pg-main", Inputs(), Inputs().With("modifyIndex", new PropertyString(known)), Inputs(), []),
            null, true, new RecordingLog(), CancellationToken.None);
        await Preview("431");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Preview("430"));
        Assert.StartsWith(
            "job modify index has changed since last refresh: it is 431, not 430", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_that_somebody_else_has_registered_are_drift()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("primary/09-job").Record(
            "primary/17-job-submission",
            change: body => body["VariableFlags"] = JsonNode.Parse("""{"work_mem":"9MB"}"""));
        var inputs = Inputs().With("hcl2", Property.Map("""{"vars":{"work_mem":"8MB"}}"""));
        var read = await provider.ReadAsync(Resource, "pg-main", inputs, inputs, CancellationToken.None);
        Assert.Equal("9MB", read!.Inputs.Map("hcl2")!.TextMap("vars")["work_mem"]);
    }

    [Fact]
    public async Task Allocations_are_read_when_they_are_asked_for()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("primary/09-job").Record("primary/17-job-submission").Record("primary/13-job-allocations");
        var inputs = Inputs().With("readAllocationIds", new PropertyBool(true));
        var read = await provider.ReadAsync(Resource, "pg-main", inputs, inputs, CancellationToken.None);
        Assert.Equal(["eebb818e-0605-467f-d68a-1c85e0fd62c0"], read!.Outputs.Texts("allocationIds"));
        read = await provider.ReadAsync(Resource, "pg-main", Inputs(), inputs, CancellationToken.None);
        Assert.Empty(read!.Outputs.Texts("allocationIds"));
    }

    [Fact]
    public async Task A_timed_job_is_not_said_to_be_placed()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse", change: job => job["Periodic"] = JsonNode.Parse("""{"Spec":"@daily"}"""))
            .Record("periodic/15-plan-cron-changed", "/v1/job/pg-main/plan");
        var log = new RecordingLog();
        await provider.CreateAsync(Resource, Inputs(), null, preview: true, log, CancellationToken.None);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("group ", StringComparison.Ordinal));
        Assert.NotEmpty(log.Lines);
    }

    private static PropertyMap Inputs() => Property.Map("""{"jobspec":"job \"pg-main\" {}","detach":true}""");

    private async Task<NomadProvider> ProviderAsync()
    {
        var provider = new NomadProvider(new NomadProviderSettings(_nomad.Address, "token", null, TimeProvider.System));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        return provider;
    }
}
