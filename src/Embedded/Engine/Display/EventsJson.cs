using System.Globalization;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// A run as JSON, one event per line, in the shape of <c>pulumi up --json</c>; secrets are masked. Source:
/// pulumi/pulumi sdk/go/common/apitype/events.go.
/// </summary>
public sealed class EventsJson(
    DisplayOptions options, IReadOnlyDictionary<string, string> config, TextWriter output, bool colour,
    TimeProvider time) : IRunDisplay
{
    private static readonly PropertyJsonWriter Values = new((json, _) => json.BeginObject()
        .Member(PropertyMarkers.Signature, PropertyMarkers.Secret).Member("ciphertext", "[secret]").EndObject());

    private readonly Dictionary<string, Step> _components = new(StringComparer.Ordinal);
    private int _sequence;
    private int _steps;

    public void Begin() => Line("preludeEvent", json =>
    {
        json.BeginObject().Name("config").BeginObject();
        foreach (var (key, value) in config) json.Member(key, value);
        json.EndObject().EndObject();
    });

    public void Publish(EngineEvent happening)
    {
        switch (happening)
        {
            case StepStarted started when Shows(started.Step):
                _steps++;
                Metadata("resourcePreEvent", started.Step, WireName(started.Step), Before(started.Step));
                break;
            case StepEnded ended when Shows(ended.Step):
                End(ended.Step);
                break;
            case StepFailed failed when Shows(failed.Step):
                Line("resOpFailedEvent", json =>
                {
                    json.BeginObject().Name("metadata");
                    Write(json, failed.Step, WireName(failed.Step), Before(failed.Step));
                    json.Name("status").Number(0L).Name("steps").Number((long)_steps).EndObject();
                });
                break;
            case OutputsKnown outputs when _components.Remove(outputs.New.Urn, out var step):
                Metadata("resOutputsEvent", step, WireName(step), outputs.New);
                break;
            case Message { Severity: not LogSeverity.Debug } message:
                Line("diagnosticEvent", json => Write(json, message));
                break;
        }
    }

    public void End(RunResult result, double seconds)
    {
        if (_components.Remove(options.StackUrn, out var root))
            Metadata("resOutputsEvent", root, WireName(root), root.New);
        Line("summaryEvent", json =>
        {
            json.BeginObject().Name("maybeCorrupt").Bool(false)
                .Name("durationSeconds").Number((long)Math.Max(1, Math.Round(seconds)))
                .Name("resourceChanges").BeginObject();
            foreach (var (op, count) in result.Changes) json.Name(op).Number((long)count);
            json.EndObject().Name("PolicyPacks").BeginObject().EndObject().Name("isPreview").Bool(options.Preview)
                .Member("result", result.Succeeded ? "succeeded" : "failed").EndObject();
        });
        Line("cancelEvent", json => json.BeginObject().EndObject());
    }

    private static bool Shows(Step step) => !Urn.IsDefaultProvider(step.Urn);

    /// <summary>Components end with their outputs, which come when their children are done.</summary>
    private void End(Step step)
    {
        if (!step.State.Custom && step.Op is not (StepOp.Refresh or StepOp.Delete))
        {
            _components[step.Urn] = step;
            return;
        }
        var op = step.Op != StepOp.Refresh ? WireName(step)
            : step.New is null ? "delete" : step.Details.Count > 0 ? "update" : "same";
        Metadata("resOutputsEvent", step, op, step.New);
    }

    private static string WireName(Step step) => step.Op.WireName();

    /// <summary>What is asked for: nobody knows its outputs yet.</summary>
    private static ResourceState? Before(Step step) => step.Op == StepOp.Refresh || step.New is null ? step.New
        : step.New with { Id = null, Outputs = step.Op == StepOp.Replace ? step.New.Outputs : PropertyMap.Empty };

    private void Metadata(string name, Step step, string op, ResourceState? news) => Line(name, json =>
    {
        json.BeginObject().Name("metadata");
        Write(json, step, op, news);
        json.EndObject();
    });

    private static void Write(JsonText json, Step step, string op, ResourceState? news)
    {
        json.BeginObject().Member("op", op).Member("urn", step.Urn).Member("type", step.State.Type).Name("old");
        Write(json, step.Old);
        json.Name("new");
        Write(json, news);
        if (step.ReplaceKeys.Length > 0) json.Strings("keys", step.ReplaceKeys);
        var diffs = step.DiffKeys.ToArray();
        if (diffs.Length > 0) json.Strings("diffs", diffs);
        json.Name("detailedDiff");
        if (step.IsDetailed || (step.Op == StepOp.Refresh && diffs.Length > 0)) Details(json, step);
        else json.Null();
        if (step.Op is not (StepOp.Refresh or StepOp.CreateReplacement or StepOp.DeleteReplaced))
            json.Name("logical").Bool(true);
        json.Member("provider", step.State.Provider ?? "").EndObject();
    }

    private static void Details(JsonText json, Step step)
    {
        json.BeginObject();
        foreach (var (path, kind) in step.Details)
        {
            var word = kind switch
            {
                DiffKind.Add => "add",
                DiffKind.AddReplace => "add-replace",
                DiffKind.Delete => "delete",
                DiffKind.DeleteReplace => "delete-replace",
                DiffKind.UpdateReplace => "update-replace",
                _ => "update",
            };
            json.Name(path).BeginObject().Member("diffKind", word).Name("inputDiff").Bool(false).EndObject();
        }
        json.EndObject();
    }

    private static void Write(JsonText json, ResourceState? state)
    {
        if (state is null)
        {
            json.Null();
            return;
        }
        json.BeginObject().Member("type", state.Type).Member("urn", state.Urn);
        if (state.Custom) json.Name("custom").Bool(true);
        if (state.Delete) json.Name("delete").Bool(true);
        json.Member("id", state.Id ?? "").Member("parent", state.Parent ?? "");
        if (state.Protect) json.Name("protect").Bool(true);
        if (state.RetainOnDelete) json.Name("retainOnDelete").Bool(true);
        json.Name("inputs");
        Values.Write(json, state.Inputs);
        json.Name("outputs");
        Values.Write(json, state.Outputs);
        json.Member("provider", state.Provider ?? "");
        if (state.InitErrors.Length > 0) json.Strings("initErrors", state.InitErrors);
        json.EndObject();
    }

    private void Write(JsonText json, Message message)
    {
        json.BeginObject();
        if (message.Urn is { } urn) json.Member("urn", urn);
        if (message.Severity is LogSeverity.Error or LogSeverity.Warning)
            json.Member("prefix", message.Severity == LogSeverity.Error ? "error: " : "warning: ");
        json.Member("message", message.Text + "\n").Member("color", colour ? "always" : "never")
            .Member("severity", message.Severity.ToString().ToLower(CultureInfo.InvariantCulture));
        if (message.Ephemeral) json.Name("ephemeral").Bool(true);
        json.EndObject();
    }

    private void Line(string name, Action<JsonText> write)
    {
        var json = new JsonText().BeginObject().Name("sequence").Number((long)_sequence++)
            .Name("timestamp").Number(time.GetUtcNow().ToUnixTimeSeconds()).Name(name);
        write(json);
        output.Write(json.EndObject() + "\n");
    }
}
