namespace Postern.Embedded.Engine.Projects;

/// <summary>Pulumi.yaml, a stack file or a setting is not as it must be; the message is what the user reads.</summary>
public sealed class ProjectFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
