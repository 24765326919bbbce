namespace Pulumi;

/// <summary>Arguments of a stack reference.</summary>
public class StackReferenceArgs : ResourceArgs
{
    public StackReferenceArgs()
    {
    }

    /// <summary>organization/project/stack; without it, the reference's own name.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}
