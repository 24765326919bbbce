using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Jobs;

/// <summary>
/// nomad:index/job:Job. Better than the official provider where no state differs: the registration enforces the index
/// that was planned with, a group that cannot be placed fails at once, and a preview shows the agent's own plan.
/// </summary>
internal sealed class JobResource(TimeProvider time) : INomadResource
{
    private const double DefaultTimeoutSeconds = 300;

    private static readonly PropertyValue Yes = new PropertyBool(true);
    private static readonly PropertyValue No = new PropertyBool(false);

    private static readonly ImmutableArray<SchemaProperty> Schema =
    [
        new("deregisterOnDestroy") { Default = Yes }, new("deregisterOnIdChange") { Default = Yes },
        new("detach") { Default = Yes },
        new("hcl2", SchemaShape.Object) { Members = [new("allowFs"), new("vars", SchemaShape.Map)] },
        new("json") { Default = No }, new("jobspec"), new("policyOverride") { Default = No },
        new("preserveCounts") { Default = No },
        new("purgeOnDestroy") { Default = No }, new("readAllocationIds") { Default = No },
        new("rerunIfDead") { Default = No },
    ];

    public ImmutableArray<string> Computed { get; } =
    [
        "allAtOnce", "constraints", "createIndex", "datacenters", "deploymentId", "deploymentStatus", "modifyIndex",
        "name", "namespace",
        "parentId", "periodicConfigs", "priority", "region", "stable", "status", "statusDescription", "stop",
        "submitTime", "taskGroups",
        "type", "updateStrategies", "version",
    ];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        if (!newInputs.IsUnknown("jobspec") && string.IsNullOrWhiteSpace(newInputs.Text("jobspec")))
        {
            failures.Add(new CheckFailure(
                "jobspec",
                "Missing required argument. The argument \"jobspec\" is required, but no definition was found."));
        }
        if (newInputs.Map("hcl2")?.Flag("allowFs") == true)
        {
            failures.Add(
                new CheckFailure("hcl2.allowFs", "'allowFs' needs the Pulumi CLI: here the agent parses the job"));
        }
        return new CheckResult(SchemaDefaults.Apply(Schema, newInputs), failures.ToImmutable());
    }

    public async Task<DiffResult> DiffAsync(NomadClient nomad, DiffRequest request, CancellationToken cancellation)
    {
        var diff = SchemaComparer.Compare(Schema, request, deleteBeforeReplace: false);
        if (request.NewInputs.Flag("rerunIfDead") == true && request.OldOutputs.Text("status") == "dead")
        {
            diff = diff with { HasChanges = true, Details = diff.Details.SetItem("status", DiffKind.Update) };
        }
        if (!diff.Details.ContainsKey("jobspec") || request.NewInputs.IsUnknown("jobspec")) return diff;
        var wanted = JobSpec.From(request.NewInputs);
        var old =
            wanted with { Source = request.OldOutputs.Text("jobspec") ?? request.OldInputs.Text("jobspec") ?? "" };
        var after = await wanted.ParseAsync(nomad, canonicalize: true, cancellation);
        var before = await old.ParseAsync(nomad, canonicalize: true, cancellation);
        if (JsonNode.DeepEquals(before, after))
        {
            var details = diff.Details.Remove("jobspec");
            return diff with { HasChanges = details.Count > 0, Details = details };
        }
        if (Kind(before) != Kind(after))
        {
            // The agent plans such a change and then refuses to register it. The job keeps its ID, so the old one has
            // to go first.
            return diff with
            {
                Details = diff.Details.SetItem("jobspec", DiffKind.UpdateReplace),
                ReplaceKeys = ["jobspec"],
                DeleteBeforeReplace = true,
            };
        }
        var moves = before.Text("Namespace") != after.Text("Namespace");
        var renamed = before.Text("ID") != after.Text("ID") && request.NewInputs.Flag("deregisterOnIdChange") != false;
        return moves || renamed
            ? diff with { Details = diff.Details.SetItem("jobspec", DiffKind.UpdateReplace), ReplaceKeys = ["jobspec"] }
            : diff;
    }

    public async Task PlanAsync(
        NomadClient nomad, PropertyMap inputs, DiffRequest? update, IProviderLog log, CancellationToken cancellation)
    {
        if (inputs.HasUnknown()) return;
        var job = await JobSpec.From(inputs).ParseAsync(nomad, canonicalize: false, cancellation);
        var body = new JsonObject
        {
            ["Job"] = job.DeepClone(), ["Diff"] = true, ["PolicyOverride"] = inputs.Flag("policyOverride") ?? false,
        };
        try
        {
            var plan = await nomad.PutAsync($"{Path(job)}/plan?namespace={Namespace(job)}", body, cancellation)
                ?? new JsonObject();
            CheckIndex(job, plan, update);
            foreach (var line in PlanText.Lines(plan, runsAtOnce: Kind(job) is (_, false, false))) log.Info(line);
            foreach (var line in PlanText.Failures(plan)) log.Warning(line);
            if (plan.Text("Warnings").Trim() is { Length: > 0 } warnings) log.Warning(warnings);
        }
        catch (NomadException exception)
        {
            throw new ProviderException($"error from plan: {exception.Message}", exception);
        }
    }

    public async Task<CreateResult> CreateAsync(
        NomadClient nomad, PropertyMap inputs, double? timeoutSeconds, IProviderLog log, CancellationToken cancellation)
    {
        var job = await JobSpec.From(inputs).ParseAsync(nomad, canonicalize: false, cancellation);
        var existing = await nomad.FindAsync($"{Path(job)}?namespace={Namespace(job)}", cancellation);
        if (existing is not null && existing.Flag("Stop") && Kind(existing) != Kind(job))
        {
            // What the deletion before a change of type has left: the agent takes no other type under its ID.
            await nomad.DeleteAsync($"{Path(job)}?purge=true&namespace={Namespace(job)}", cancellation);
            existing = null;
        }
        if (existing is not null && !existing.Flag("Stop"))
        {
            log.Warning($"job \"{job.Text("ID")}\" is registered already: taken over");
        }
        return await RegisterAsync(
            nomad, job, inputs, existing.Number("JobModifyIndex"), PropertyMap.Empty, timeoutSeconds, log,
            cancellation);
    }

    public async Task<ReadResult?> ReadAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var scope =
            $"namespace={NomadClient.Escape(outputs.Text("namespace") is { Length: > 0 } name ? name : "default")}";
        var path = $"v1/job/{NomadClient.Escape(id)}";
        if (await nomad.FindAsync($"{path}?{scope}", cancellation) is not { } job) return null;
        var submission = await nomad.FindAsync(
            $"{path}/submission?version={job.Number("Version")}&{scope}", cancellation);
        // The source that was registered last, whoever did it: this is how a change from elsewhere is seen.
        if (submission.Text("Source") is { Length: > 0 } source)
        {
            inputs = WithVariables(inputs.With("jobspec", new PropertyString(source)), submission.At("VariableFlags"));
        }
        var read = JobOutputs.Build(job, (PropertyMap)SchemaPreview.WithoutMarkers(inputs), outputs);
        if (inputs.Flag("readAllocationIds") != true) return new ReadResult(id, inputs, read);
        var allocations = await nomad.FindAsync($"{path}/allocations?{scope}", cancellation);
        return new ReadResult(id, inputs, PropertyMapBuilder.From(read)
            .Set("allocationIds", allocations.Items().Select(static one => one.Text("ID"))).Build());
    }

    public async Task<PropertyMap> UpdateAsync(
        NomadClient nomad, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        var job = await JobSpec.From(request.NewInputs).ParseAsync(nomad, canonicalize: false, cancellation);
        var known = long.TryParse(request.OldOutputs.Text("modifyIndex"), out var index) ? index : 0;
        // A job of another name is a new one: the old one stays, as deregisterOnIdChange has said.
        if (job.Text("ID") != request.Id) known = 0;
        var result = await RegisterAsync(
            nomad, job, request.NewInputs, known, request.OldOutputs, timeoutSeconds, log, cancellation);
        return result.Outputs;
    }

    public async Task DeleteAsync(
        NomadClient nomad, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (inputs.Flag("deregisterOnDestroy") == false) return;
        var scope = NomadClient.Escape(outputs.Text("namespace") is { Length: > 0 } name ? name : "default");
        var purge = inputs.Flag("purgeOnDestroy") == true ? "true" : "false";
        try
        {
            await nomad.DeleteAsync($"v1/job/{NomadClient.Escape(id)}?purge={purge}&namespace={scope}", cancellation);
        }
        catch (NomadException exception) when (exception.IsMissing)
        {
            // Gone already.
        }
    }

    /// <summary>What a job cannot change under its ID. A job without a type is a service.</summary>
    private static (string Type, bool Periodic, bool Parameterized) Kind(JsonNode job) => (
        job.Text("Type") is { Length: > 0 } type ? type : "service", job.At("Periodic") is not null,
        job.At("ParameterizedJob") is not null);

    private static void CheckIndex(JsonNode job, JsonNode plan, DiffRequest? update)
    {
        if (update is null || job.Text("ID") != update.Id) return;
        if (update.OldOutputs.Text("modifyIndex") is not { Length: > 0 } known
            || known == plan.Number("JobModifyIndex").ToString(CultureInfo.InvariantCulture)) return;
        throw new ProviderException(
            $"job modify index has changed since last refresh: it is {plan.Number("JobModifyIndex")}, not {known}\n"
            + "HINT: somebody else has registered the job; look at it, then `refresh` and try again.");
    }

    // The variables of the registration that counts: a change of them from elsewhere is a change of the job.
    private static PropertyMap WithVariables(PropertyMap inputs, JsonNode? flags)
    {
        var hcl2 = inputs.Map("hcl2") ?? PropertyMap.Empty;
        var given = hcl2.TextMap("vars");
        var registered = flags.TextMembers();
        if (registered.Length == given.Count
            && registered.All(flag => given.TryGetValue(flag.Key, out var value) && value == flag.Value)) return inputs;
        var variables = new PropertyMapBuilder().Set("vars", registered).Build()["vars"];
        return inputs.With("hcl2", hcl2.With("vars", variables));
    }

    private static string Path(JsonNode job) => $"v1/job/{NomadClient.Escape(job.Text("ID"))}";

    private static string Namespace(JsonNode job) =>
        NomadClient.Escape(job.Text("Namespace") is { Length: > 0 } name ? name : "default");

    private async Task<CreateResult> RegisterAsync(
        NomadClient nomad, JsonObject job, PropertyMap inputs, long index, PropertyMap before, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation)
    {
        var (id, scope) = (job.Text("ID"), Namespace(job));
        var answer = await PutAsync(nomad, job, inputs, index, scope, cancellation);
        if (answer.Text("Warnings").Trim() is { Length: > 0 } warnings) log.Warning(warnings);
        var outputs = before;
        var failure = inputs.Flag("detach") != false || answer.Text("EvalID").Length == 0
            ? null
            : await WaitAsync();
        var read = await ReadAsync(
            nomad, id, inputs, outputs.With("namespace", new PropertyString(scope)), CancellationToken.None);
        var result = read?.Outputs ?? (PropertyMap)SchemaPreview.WithoutMarkers(inputs);
        return failure is null
            ? new CreateResult(id, result) : throw new PartialFailureException(failure, id, result, [failure]);

        async Task<string?> WaitAsync()
        {
            var wait = new JobWait(nomad, time, log);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds ?? DefaultTimeoutSeconds));
            try
            {
                var deployment = await wait.RunAsync(answer.Text("EvalID"), scope, deadline.Token);
                if (deployment is null) return null;
                outputs = outputs.With("deploymentId", new PropertyString(deployment.Text("ID")))
                    .With("deploymentStatus", new PropertyString(deployment.Text("Status")));
                return null;
            }
            catch (OperationCanceledException)
            {
                return cancellation.IsCancellationRequested
                    ? "the wait for the job was interrupted"
                    : $"error waiting for job '{id}' to deploy successfully: timeout while waiting"
                        + (wait.LastWords.Length > 0 ? $": {wait.LastWords}" : "");
            }
            catch (Exception exception) when (exception is ProviderException or NomadException)
            {
                return $"error waiting for job '{id}' to deploy successfully: {exception.Message}";
            }
        }
    }

    private static async Task<JsonNode> PutAsync(
        NomadClient nomad, JsonObject job, PropertyMap inputs, long index, string scope, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["Job"] = job.DeepClone(),
            ["EnforceIndex"] = true,
            ["JobModifyIndex"] = index,
            ["PolicyOverride"] = inputs.Flag("policyOverride") ?? false,
            ["PreserveCounts"] = inputs.Flag("preserveCounts") ?? false,
            ["Submission"] = JobSpec.From(inputs).Submission,
        };
        try
        {
            return await nomad.PutAsync($"v1/jobs?namespace={scope}", body, cancellation) ?? new JsonObject();
        }
        catch (NomadException exception) when (exception.IsIndexConflict)
        {
            throw new ProviderException(
                $"job modify index has changed since last refresh: {exception.Message}\n"
                + "HINT: somebody else has registered the job; look at it, then `refresh` and try again.", exception);
        }
        catch (NomadException exception)
        {
            throw new ProviderException($"error applying jobspec: {exception.Message}", exception);
        }
    }
}
