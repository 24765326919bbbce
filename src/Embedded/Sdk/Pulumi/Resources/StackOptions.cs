namespace Pulumi;

/// <summary>Options of a stack.</summary>
public class StackOptions
{
    public StackOptions()
    {
    }

    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];
}
