namespace Postern.Archiver.Failures;

/// <summary>
/// A failure that a user can act on: a documented code (see docs/errors.md), a lower-case message with the operand
/// quoted, and one hint. Raised where the failure is understood; only the command line's top turns it into an exit
/// code.
/// </summary>
public sealed class ArchiverException(FailureCode code, string message, string hint, Exception? inner = null)
    : Exception(message, inner)
{
    public FailureCode Code { get; } = code;

    /// <summary>One sentence that says what to do.</summary>
    public string Hint { get; } = hint;
}
