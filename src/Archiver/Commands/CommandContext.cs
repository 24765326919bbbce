using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage.Decorators;

namespace Postern.Archiver.Commands;

/// <summary>What a verb runs with. Settings are read when they are first asked for: help needs none.</summary>
public sealed class CommandContext(
    ParseResult arguments, Lazy<ArchiverSettings> settings, IReadOnlyDictionary<string, string> environment,
    CommandOutput output, TimeProvider time, CancellationToken cancellation)
{
    public ParseResult Arguments { get; } = arguments;

    /// <exception cref="Failures.ArchiverException">The settings file is broken, unknown or insecure.</exception>
    public ArchiverSettings Settings => settings.Value;

    public CommandOutput Output { get; } = output;

    public TimeProvider Time { get; } = time;

    /// <summary>Ends with SIGINT or SIGTERM.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The archive that the settings name; the caller disposes it.</summary>
    /// <param name="retry">Another retry policy, from what the settings say.</param>
    public Archive OpenArchive(Func<RetryPolicy, RetryPolicy>? retry = null) =>
        ArchiveFactory.Open(Settings, limitRate: true, retry);

    /// <summary>What is set and changes nothing; see <see cref="SettingNotices"/>.</summary>
    public IReadOnlyList<string> SettingNotices => Archiver.Settings.SettingNotices.Of(environment, Settings);

    /// <summary>A display of progress; the caller disposes it.</summary>
    public IProgressReporter Progress() => Output.Progress(Settings, Time);

    /// <summary>
    /// As <see cref="Progress"/>, in lines also on a terminal: a container's log is read by a program.
    /// </summary>
    public IProgressReporter ProgressLines() =>
        new CommandOutput(Output.Answer, Output.Notes, isTerminal: false).Progress(Settings, Time);
}
