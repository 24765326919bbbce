using Postern.Embedded.Engine.Deploy;

namespace Postern.Embedded.Engine.Display;

/// <summary>The first line of a run: "Previewing update (dev):".</summary>
public static class RunTitle
{
    public static string Text(RunKind kind, bool preview, string stack) => (kind, preview) switch
    {
        (RunKind.Update, true) => $"Previewing update ({stack}):",
        (RunKind.Update, false) => $"Updating ({stack}):",
        (RunKind.Refresh, true) => $"Previewing refresh ({stack}):",
        (RunKind.Refresh, false) => $"Refreshing ({stack}):",
        (_, true) => $"Previewing destroy ({stack}):",
        _ => $"Destroying ({stack}):",
    };

    /// <summary>What a run is doing, for the line that says that it goes on: "previewing refresh".</summary>
    public static string Working(RunKind kind, bool preview) => (kind, preview) switch
    {
        (RunKind.Update, true) => "previewing update",
        (RunKind.Update, false) => "updating",
        (RunKind.Refresh, true) => "previewing refresh",
        (RunKind.Refresh, false) => "refreshing",
        (_, true) => "previewing destroy",
        _ => "destroying",
    };
}
