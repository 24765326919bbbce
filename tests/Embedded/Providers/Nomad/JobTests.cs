using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Nomad;

public sealed class JobTests : IDisposable
{
    private const string Job = "nomad:index/job:Job";
    private const string Evaluation = "/v1/evaluation/7efeb861-6dab-04ee-ab4c-564f7a78feec";

    private readonly FakeNomad _nomad = new();

    public void Dispose() => _nomad.Dispose();

    [Fact]
    public async Task A_job_is_registered_waited_for_read_and_deregistered()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job").Record("primary/02-register")
            .Record("primary/03-evaluation").Record("primary/04-evaluation-complete")
                .Record("primary/05-deployment-running")
            .Record("primary/08-deployment-successful").Record("primary/17-job-submission")
                .Record("stop/01-stop", "/v1/job/pg-main");
        var job = new ProviderSession(provider, Job, "primary");
        var inputs = Inputs(detach: false);
        var outputs = await job.CreateAsync(inputs);
        Assert.Equal("pg-main", job.Id);
        Assert.Equal(
            ("service", "default", "431"), (
            outputs.Text("type"), outputs.Text("namespace"), outputs.Text("modifyIndex")));
        Assert.Equal("successful", outputs.Text("deploymentStatus"));
        Assert.Equal("postgres", outputs.Maps("taskGroups").Single().Text("name"));
        var sent = _nomad.BodyOf("PUT /v1/jobs")!;
        Assert.True(sent["EnforceIndex"]!.GetValue<bool>());
        Assert.Equal(0, sent["JobModifyIndex"]!.GetValue<long>());
        Assert.Equal("hcl2", sent["Submission"]!["Format"]!.GetValue<string>());
        Assert.Contains("Deployment is running", job.Log.Lines);

        Assert.True(await job.RefreshAsync());
        await job.DeleteAsync();
        Assert.Contains("purge=false", _nomad.Calls.Last().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_cannot_be_placed_fails_at_once_and_stays_in_the_state()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job").Record("primary/02-register")
            .Record("failures/unsatisfiable-constraint-2-evaluation", Evaluation).Record("primary/17-job-submission");
        var failure = await Assert.ThrowsAsync<PartialFailureException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: false)));
        Assert.Equal("pg-main", failure.Id);
        Assert.Contains("group \"g\" cannot be placed: constraint ${meta.rack} = r9 filtered 1 nodes", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_evaluation_is_told_in_Nomad_s_words()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job").Record("primary/02-register")
            .Record("failures/static-port-taken-2-evaluation", Evaluation).Record("primary/17-job-submission");
        var failure = await Assert.ThrowsAsync<PartialFailureException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: false)));
        Assert.Contains("evaluation failed: maximum attempts reached (5)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_somebody_else_has_registered_meanwhile_is_not_overwritten()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/06-register-conflict");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: true)));
        Assert.StartsWith(
            "job modify index has changed since last refresh: Enforcing job modify index 0: job already exists",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_agent_s_plan()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse").Record("plans/image-changed");
        var log = new RecordingLog();
        var resource = new ResourceIdentity("urn", Job, "primary");
        var check = await provider.CheckAsync(resource, null, Inputs(detach: true), CancellationToken.None);
        var preview = await provider.CreateAsync(
            resource, check.Inputs, null, preview: true, log, CancellationToken.None);
        Assert.IsType<PropertyUnknown>(preview.Outputs["modifyIndex"]);
        Assert.Equal(
            [
                "group \"postgres\": 1 replaced (restart)",
                "postgres.postgres.Config.image: \"postern/postgres:17-a\" => \"postern/postgres:17-b\"",
            ],
            log.Lines);
        Assert.DoesNotContain(_nomad.Calls, call => call.Call == "PUT /v1/jobs");
    }

    [Fact]
    public async Task Two_spellings_of_one_job_are_no_change_and_another_name_replaces()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse-canonical");
        var resource = new ResourceIdentity("urn", Job, "primary");
        var old = Inputs(detach: true);
        var wanted = (await provider.CheckAsync(
            resource, null, old.With("jobspec", new PropertyString("# the same\njob {}")),
            CancellationToken.None)).Inputs;
        var diff = await provider.DiffAsync(
            new DiffRequest(resource, "pg-main", old, old, wanted, []), CancellationToken.None);
        Assert.False(diff.HasChanges);

        _nomad.Record("parse/parse-canonical", change: job => job["ID"] = "pg-other").Record("parse/parse-canonical");
        var first = await provider.DiffAsync(
            new DiffRequest(resource, "pg-main", old, old, wanted, []), CancellationToken.None);
        var second = await provider.DiffAsync(
            new DiffRequest(resource, "pg-main", old, old, wanted, []), CancellationToken.None);
        Assert.Contains(DiffKind.UpdateReplace, first.Details.Values.Concat(second.Details.Values));
    }

    [Fact]
    public async Task A_syntax_error_has_its_position()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("parse/parse-syntax-error");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: true)));
        Assert.Contains("input.hcl:2,13-14: Unclosed configuration block", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_is_written_seen_unchanged_and_deleted()
    {
        using var provider = await ProviderAsync();
        _nomad.Record("variables/put-plain-path").Script(
                "GET /v1/var/postern/prod", 200,
                """{"Namespace":"default","Path":"postern/prod","Items":{"bucket":"b1"}}""")
            .Record("variables/delete");
        var variable = new ProviderSession(provider, "nomad:index/variable:Variable", "v");
        var inputs = Property.Map("""{"path":"postern/prod","items":{"bucket":"b1"}}""");
        await variable.CreateAsync(inputs);
        Assert.Equal("postern/prod@default", variable.Id);
        await variable.AssertQuietAsync(inputs);
        var diff = await variable.DiffAsync(Property.Map("""{"path":"postern/prod","items":{"bucket":"b2"}}"""));
        Assert.Equal([("items.bucket", DiffKind.Update)], diff.Details.Select(entry => (entry.Key, entry.Value)));
        await variable.DeleteAsync();
    }

    [Fact]
    public async Task Without_an_agent_the_message_says_where_it_was_looked_for()
    {
        using var provider = new NomadProvider(
            new NomadProviderSettings("http://127.0.0.1:1", null, null, TimeProvider.System));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: true)));
        Assert.StartsWith(
            "the Nomad agent at 'http://127.0.0.1:1' does not answer", failure.Message, StringComparison.Ordinal);
    }

    private static PropertyMap Inputs(bool detach) =>
        Property.Map("""{"jobspec":"job \"pg-main\" {}"}""").With("detach", new PropertyBool(detach));

    private async Task<NomadProvider> ProviderAsync()
    {
        var provider = new NomadProvider(new NomadProviderSettings(_nomad.Address, "token", null, TimeProvider.System));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        return provider;
    }
}
