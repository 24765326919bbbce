using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>Makes a run's context and its display from a session.</summary>
public sealed class RunContextFactory(
    StackSession session, RunOptions options, ImmutableDictionary<string, PropertyMap> providerSettings)
{
    public RunContext Create(Func<DisplayOptions, IRunDisplay> createDisplay, out IRunDisplay display)
    {
        var name = session.Name;
        var stackUrn = Urn.Make(name.Stack, name.Project, null, Urn.StackType, $"{name.Project}-{name.Stack}");
        display = createDisplay(new DisplayOptions(options.Kind, options.Preview, name.Stack, stackUrn));
        return new RunContext
        {
            Stack = name,
            Options = options,
            Events = display,
            Time = session.Context.Time,
            NewId = CliContext.NewId,
            Stop = session.Context.Stop,
            Cancellation = session.Context.Cancellation,
            ProviderConfig = providerSettings,
        };
    }
}
