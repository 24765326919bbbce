namespace Pulumi;

/// <summary>Options of a call whose result is an output.</summary>
public class InvokeOutputOptions : InvokeOptions
{
    public InvokeOutputOptions()
    {
    }

    /// <summary>The call waits for these, and its result depends on them.</summary>
    public InputList<Resource> DependsOn { get; set; } = [];
}
