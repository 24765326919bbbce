using System.Globalization;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// A preview as JSON in the shape of <c>pulumi preview --json</c>: secrets are the text "[secret]", halves of a
/// replacement are left out.
/// </summary>
public sealed class PreviewJson(DisplayOptions options, IReadOnlyDictionary<string, string> config, TextWriter output)
    : IRunDisplay
{
    private static readonly ResourceWriter Resources = new(PropertyJsonWriter.Masked);

    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _deletedFirst = new(StringComparer.Ordinal);
    private readonly List<Message> _messages = [];

    public void Begin()
    {
    }

    public void Publish(EngineEvent happening)
    {
        switch (happening)
        {
            case StepEnded { Step: { Op: StepOp.DeleteReplaced, KeepsEntry: true } gone }:
                _deletedFirst.Add(gone.Urn);
                break;
            case StepEnded ended when Shows(ended.Step): _steps.Add(ended.Step); break;
            case StepFailed failed when Shows(failed.Step): _steps.Add(failed.Step); break;
            case Message { Severity: not Contracts.Programs.LogSeverity.Debug,
                Ephemeral: false } message: _messages.Add(message); break;
        }
    }

    public void End(RunResult result, double seconds)
    {
        var json = new JsonText(4).BeginObject();
        if (config.Count > 0)
        {
            json.Name("config").BeginObject();
            foreach (var (key, value) in config) json.Member(key, value);
            json.EndObject();
        }
        if (_steps.Count > 0)
        {
            json.Name("steps").BeginArray();
            foreach (var step in _steps) Write(json, step);
            json.EndArray();
        }
        if (_messages.Count > 0)
        {
            json.Name("diagnostics").BeginArray();
            foreach (var message in _messages) Write(json, message);
            json.EndArray();
        }
        json.Name("duration").Number((long)(seconds * 1e9)).Name("changeSummary").BeginObject();
        foreach (var (op, count) in result.Changes) json.Name(op).Number((long)count);
        output.Write(json.EndObject().EndObject() + "\n");
    }

    private bool Shows(Step step) =>
        !Urn.IsDefaultProvider(step.Urn)
        && step.Op is not (StepOp.CreateReplacement or StepOp.DeleteReplaced)
        && (step.Op != StepOp.Refresh || options.Kind == RunKind.Refresh)
        // The CLI lists what changes, and the stack.
        && (step.Op != StepOp.Same || step.Urn == options.StackUrn);

    private void Write(JsonText json, Message message)
    {
        json.BeginObject().Member("urn", message.Urn ?? options.StackUrn)
            .Member("message", message.Text + "\n")
            .Member("severity", message.Severity.ToString().ToLower(CultureInfo.InvariantCulture)).EndObject();
    }

    private void Write(JsonText json, Step step)
    {
        json.BeginObject().Member("op", step.Op.WireName()).Member("urn", step.Urn);
        if (step.State.Provider is { } provider) json.Member("provider", provider);
        State(json, "oldState", step.Op == StepOp.Replace ? Replaced(step.Old!) : step.Old);
        State(json, "newState", Foreseen(step));
        var keys = step.DiffKeys.ToArray();
        if (keys.Length > 0) json.Strings("diffReasons", keys);
        if (step.ReplaceKeys.Length > 0) json.Strings("replaceReasons", step.ReplaceKeys);
        json.Name("detailedDiff");
        if (!step.IsDetailed) json.Null();
        else Details(json, step);
        json.EndObject();
    }

    /// <summary>The old half of a replacement as it is marked in the state meanwhile.</summary>
    private ResourceState Replaced(ResourceState old) => _deletedFirst.Contains(old.Urn)
        ? old with { PendingReplacement = true } : old with { Delete = true };

    /// <summary>The CLI shows a new state as it is asked for; only a replacement has outputs, as far as they are
    /// known.</summary>
    private static ResourceState? Foreseen(Step step) => step switch
    {
        { New: null } => null,
        { Op: StepOp.Create } =>
            step.New with { Id = null, Outputs = PropertyMap.Empty, Created = null, Modified = null },
        { Op: StepOp.Same or StepOp.Update } => step.New with { Id = null, Outputs = PropertyMap.Empty },
        { Op: StepOp.Replace } => step.New with { Id = null },
        _ => step.New,
    };

    private static void State(JsonText json, string name, ResourceState? state)
    {
        if (state is null) return;
        json.Name(name);
        Resources.Write(json, state);
    }

    private static void Details(JsonText json, Step step)
    {
        json.BeginObject();
        foreach (var (path, kind) in step.Details)
        {
            var isReplace = ResourceDiff.IsReplace(kind) || step.ReplaceKeys.Contains(Step.TopName(path));
            var word = kind switch
            {
                DiffKind.Add or DiffKind.AddReplace => "add",
                DiffKind.Delete or DiffKind.DeleteReplace => "delete",
                _ => "update",
            };
            json.Name(path).BeginObject()
                .Member("kind", isReplace && step.Op == StepOp.Replace ? word + "-replace" : word)
                .Name("inputDiff").Bool(false).EndObject();
        }
        json.EndObject();
    }
}
