namespace Postern.Embedded.Engine.State;

/// <summary>A state cannot be used as it is; the message says where and why, in the CLI's words where it has
/// some.</summary>
public sealed class StateFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
