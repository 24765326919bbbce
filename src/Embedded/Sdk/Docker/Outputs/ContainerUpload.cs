namespace Pulumi.Docker.Outputs;

/// <summary>Container upload, as the provider answers it.</summary>
[OutputType]
public sealed class ContainerUpload
{
    public readonly string? Content;
    public readonly string? ContentBase64;
    public readonly bool? Executable;
    public readonly string File;
    public readonly string? Permissions;
    public readonly string? Source;
    public readonly string? SourceHash;

    [OutputConstructor]
    private ContainerUpload(
        string? content, string? contentBase64, bool? executable, string file, string? permissions, string? source,
        string? sourceHash)
    {
        Content = content;
        ContentBase64 = contentBase64;
        Executable = executable;
        File = file;
        Permissions = permissions;
        Source = source;
        SourceHash = sourceHash;
    }
}
