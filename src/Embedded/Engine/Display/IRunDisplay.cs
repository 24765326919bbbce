using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;

namespace Postern.Embedded.Engine.Display;

/// <summary>Shows one run: title at the start, events as they come, blocks at the end.</summary>
public interface IRunDisplay : IEngineEvents
{
    void Begin();

    void End(RunResult result, double seconds);
}

/// <summary>What a display must know of its run.</summary>
public sealed record DisplayOptions(RunKind Kind, bool Preview, string Stack, string StackUrn);
