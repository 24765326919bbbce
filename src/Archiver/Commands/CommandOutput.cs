using Postern.Archiver.Archiving;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands;

/// <summary>
/// Where verbs write: answers to <see cref="Answer"/> (standard output), everything else to <see cref="Notes"/>
/// (standard error).
/// </summary>
public sealed class CommandOutput(TextWriter answer, TextWriter notes, bool isTerminal)
{
    public TextWriter Answer { get; } = answer;

    public TextWriter Notes { get; } = notes;

    /// <summary>Standard error is a terminal.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>The process's own streams.</summary>
    public static CommandOutput OfProcess()
    {
#pragma warning disable RS0030 // The one place that touches the console.
        return new CommandOutput(Console.Out, Console.Error, !Console.IsErrorRedirected);
#pragma warning restore RS0030
    }

    /// <summary>The process's standard output as bytes, for objects that are not text.</summary>
    public static Stream OpenBytes()
    {
#pragma warning disable RS0030 // Bytes, not text.
        return Console.OpenStandardOutput();
#pragma warning restore RS0030
    }

    /// <summary>The process's standard input as bytes.</summary>
    public static Stream OpenInput()
    {
#pragma warning disable RS0030 // Bytes, not text.
        return Console.OpenStandardInput();
#pragma warning restore RS0030
    }

    /// <summary>A display for one piece of long work, in the style that the terminal and POSTERN_PROGRESS ask
    /// for.</summary>
    public IProgressReporter Progress(ArchiverSettings settings, TimeProvider time) =>
        new ProgressReport(Notes, StyleOf(settings), time);

    /// <summary>One line and one hint.</summary>
    public void Fail(ArchiverException failure, bool withCauses)
    {
        Notes.WriteLine($"archiver: {failure.Message}");
        Notes.WriteLine($"HINT: {failure.Hint}");
        if (!withCauses) return;
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
            Notes.WriteLine($"CAUSE: {cause}");
    }

    private ProgressStyle StyleOf(ArchiverSettings settings) => settings["POSTERN_PROGRESS"] switch
    {
        null or "auto" => IsTerminal ? ProgressStyle.Bar : ProgressStyle.Lines,
        "lines" => ProgressStyle.Lines,
        "bar" => ProgressStyle.Bar,
        "none" => ProgressStyle.None,
        var other => throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting 'POSTERN_PROGRESS' is '{other}'", "give lines, bar, none or auto."),
    };
}
