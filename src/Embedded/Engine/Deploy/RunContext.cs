using System.Collections.Concurrent;
using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>What the parts of one run share.</summary>
public sealed class RunContext
{
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);
    private readonly Lock _publishing = new();
    private volatile bool _ending;
    private volatile bool _stepFailed;

    public required StackName Stack { get; init; }
    public required RunOptions Options { get; init; }
    public required IEngineEvents Events { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>Makes the ids of provider resources: UUID texts.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>Ends everything at once (the second Ctrl-C).</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Starts nothing new (the first Ctrl-C).</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Settings of default providers: package to inputs.</summary>
    public ImmutableDictionary<string, PropertyMap> ProviderConfig { get; init; } = ImmutableDictionary<string,
        PropertyMap>.Empty;

    /// <summary>What no message may show.</summary>
    public SecretTexts Secrets { get; } = new();

    /// <summary>URNs with errors; the stack itself is "".</summary>
    public IEnumerable<string> Failed => _failed.Keys;

    public bool HasFailed => !_failed.IsEmpty;

    /// <summary>A resource failed or the user interrupted: the run says so of itself. A failed program has spoken
    /// already.</summary>
    public bool IsIncomplete => _stepFailed || Stop.IsCancellationRequested;

    /// <summary>No step may start any more: one has failed, or the user asked.</summary>
    public bool IsEnding => _ending || Stop.IsCancellationRequested || Cancellation.IsCancellationRequested;

    public string StackUrn =>
        Urn.Make(Stack.Stack, Stack.Project, null, Urn.StackType, $"{Stack.Project}-{Stack.Stack}");

    public void Publish(EngineEvent happening)
    {
        lock (_publishing) Events.Publish(happening);
    }

    public void Say(LogSeverity severity, string text, string? urn, bool ephemeral = false)
    {
        if (severity == LogSeverity.Error) _failed[urn ?? StackUrn] = true;
        Publish(new Message(severity, Secrets.Hide(text), urn, ephemeral));
    }

    /// <summary>Reports an error and ends the run after what is running now.</summary>
    public void Fail(string text, string? urn)
    {
        _ending = true;
        _stepFailed |= urn is not null;
        Say(LogSeverity.Error, text, urn);
    }

    /// <summary>The program reported its failure in its own way.</summary>
    public void MarkFailed() => _failed[StackUrn] = true;

    public void ThrowIfEnding()
    {
        if (IsEnding) throw new RunEndedException(Options.Preview ? "preview failed" : "update failed");
    }

    public static ResourceIdentity Identity(ResourceState state) => new(state.Urn, state.Type, Urn.NameOf(state.Urn));
}
