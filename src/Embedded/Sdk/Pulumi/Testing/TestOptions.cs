namespace Pulumi.Testing;

/// <summary>The run that a test pretends: by default a preview of organization/project/stack.</summary>
public class TestOptions
{
    public TestOptions()
    {
    }

    public bool? IsPreview { get; set; }

    public string? OrganizationName { get; set; }

    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    public string? StackName { get; set; }
}
