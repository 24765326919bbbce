namespace Pulumi.Nomad.Outputs;

/// <summary>Job constraint, as the provider answers it.</summary>
[OutputType]
public sealed class JobConstraint
{
    public readonly string? Ltarget;
    public readonly string? Operand;
    public readonly string? Rtarget;

    [OutputConstructor]
    private JobConstraint(string? ltarget, string? operand, string? rtarget)
    {
        Ltarget = ltarget;
        Operand = operand;
        Rtarget = rtarget;
    }
}
