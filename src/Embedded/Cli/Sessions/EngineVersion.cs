namespace Postern.Embedded.Cli.Sessions;

/// <summary>How a state names its writer. <c>pulumiw</c> reads it: a stack stays with the engine that wrote it
/// last.</summary>
public static class EngineVersion
{
    public const string Text = "postern-embedded-1";
}
