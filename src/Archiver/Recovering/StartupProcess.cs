using System.Globalization;
using System.Text.RegularExpressions;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Recovering;

/// <summary>
/// What the startup process does, from its title (xlogrecovery.c, XLogFileRead): "recovering SEG" while it replays
/// one, "waiting for SEG" while it asks for the next. There also before clients are let in, which no view is.
/// </summary>
public sealed partial record StartupProcess(bool Waiting, WalSegmentName Segment)
{
    /// <summary>Null when there is none, or when it does something else.</summary>
    /// <param name="postmaster">The server's process id.</param>
    /// <param name="proc">/proc, or what a test has instead.</param>
    public static StartupProcess? Of(int postmaster, string proc = "/proc")
    {
        foreach (var folder in Directory.EnumerateDirectories(proc))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture,
                out _)) continue;
            try
            {
                if (ParentOf(File.ReadAllText(Path.Combine(folder, "stat"))) != postmaster) continue;
                if (Parse(File.ReadAllText(Path.Combine(folder, "cmdline"))) is { } found) return found;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The process ended between the two looks.
            }
        }
        return null;
    }

    /// <summary>Null when the title is not that of a startup process at a segment.</summary>
    public static StartupProcess? Parse(string title)
    {
        var match = Title().Match(title);
        return match.Success && WalSegmentName.TryParse(match.Groups[2].ValueSpan, out var segment)
            ? new StartupProcess(match.Groups[1].Value == "waiting for", segment) : null;
    }

    /// <summary>The fourth field of proc(5)'s stat, after a name in parentheses that may hold anything.</summary>
    private static int ParentOf(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"startup\s+(waiting for|recovering) ([0-9A-F]{24})", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
