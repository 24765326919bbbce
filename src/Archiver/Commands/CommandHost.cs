using System.CommandLine;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands;

/// <summary>What all verbs of one run share: output, clock, environment and the flags that every verb takes.</summary>
public sealed class CommandHost(
    CommandOutput output, TimeProvider time, SettingFlags flags, IReadOnlyDictionary<string, string> environment)
{
    private readonly Lazy<ArchiverSettings> _settings = new(() => SettingSources.Combine(flags, environment));

    public CommandOutput Output { get; } = output;

    public SettingFlags Flags { get; } = flags;

    public IReadOnlyDictionary<string, string> Environment { get; } = environment;

    /// <summary>Read when first asked for.</summary>
    public ArchiverSettings Settings => _settings.Value;

    public TimeProvider Time { get; } = time;

    /// <summary>Gives a verb its action; it returns the exit code and throws ArchiverException for everything that is
    /// not one.</summary>
    public void Handle(Command verb, Func<CommandContext, Task<int>> action) => verb.SetAction(
        (arguments, cancellation) => action(
            new CommandContext(arguments, _settings, Environment, Output, Time, cancellation)));

    /// <summary>As the other, for a verb that ends 0 or throws.</summary>
    public void Handle(Command verb, Func<CommandContext, Task> action) => Handle(verb, async context =>
    {
        await action(context);
        return 0;
    });
}
