using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Events;

/// <summary>What a run tells its display, in the order in which it happens.</summary>
public abstract record EngineEvent;

/// <summary>A step begins.</summary>
public sealed record StepStarted(Step Step) : EngineEvent;

/// <summary>A step was planned (preview) or done; <see cref="ElapsedSeconds"/> is the time it took.</summary>
public sealed record StepEnded(Step Step, double ElapsedSeconds) : EngineEvent;

/// <summary>A step failed; messages said why before.</summary>
public sealed record StepFailed(Step Step) : EngineEvent;

/// <summary>A component or the stack has its outputs; <see cref="Old"/> is its former entry, if any.</summary>
public sealed record OutputsKnown(ResourceState? Old, ResourceState New) : EngineEvent;

/// <summary>A message of the program, a provider or the engine; without a URN it concerns the stack.</summary>
public sealed record Message(LogSeverity Severity, string Text, string? Urn, bool Ephemeral) : EngineEvent;

/// <summary>The user asked the run to end: what is running ends, nothing else starts.</summary>
public sealed record Interrupted : EngineEvent
{
    public const string Text =
        "^C received; cancelling. If you would like to terminate immediately, press ^C again.\n" +
        "Note that terminating immediately may lead to orphaned resources and other inconsistencies.\n";
}

/// <summary>Takes events; called from any thread, one at a time.</summary>
public interface IEngineEvents
{
    void Publish(EngineEvent happening);
}
