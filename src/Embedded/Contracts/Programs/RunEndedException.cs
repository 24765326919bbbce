namespace Postern.Embedded.Contracts.Programs;

/// <summary>
/// The engine accepts no more from this program: a resource failed, or the user interrupted the run. The engine has
/// said why already, so the program ends with exit code 32 and prints nothing. The in-process form of a resource
/// monitor that was shut down.
/// </summary>
public sealed class RunEndedException(string message) : Exception(message);
