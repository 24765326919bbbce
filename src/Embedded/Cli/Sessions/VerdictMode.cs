namespace Postern.Embedded.Cli.Sessions;

/// <summary>
/// What becomes of a preview's verdicts. pulumiw asks for them; the bare CLI prints what Pulumi's prints.
/// </summary>
public enum VerdictMode
{
    None,

    /// <summary>Printed after the preview.</summary>
    Show,

    /// <summary>Printed, and a refused data loss ends the operation before it starts.</summary>
    Refuse,
}
