using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Projects;
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
        var run = new RunContext
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
        foreach (var (_, value) in session.File.Config) Hide(run, value);
        return run;
    }

    private void Hide(RunContext run, ConfigNode value)
    {
        switch (value)
        {
            case ConfigSecret secret:
                run.Secrets.Add(new PropertySecret(new PropertyString(session.Reveal(secret))));
                break;
            case ConfigList list:
                foreach (var item in list.Items) Hide(run, item);
                break;
            case ConfigObject map:
                foreach (var (_, member) in map.Members) Hide(run, member);
                break;
        }
    }
}
