namespace Pulumi.Docker.Inputs;

/// <summary>Container upload, as an argument.</summary>
public sealed class ContainerUploadArgs : ResourceArgs
{
    public ContainerUploadArgs()
    {
    }

    [Input("content")] public Input<string>? Content { get; set; }

    [Input("contentBase64")] public Input<string>? ContentBase64 { get; set; }

    [Input("executable")] public Input<bool>? Executable { get; set; }

    [Input("file", required: true)] public Input<string> File { get; set; } = null!;

    [Input("permissions")] public Input<string>? Permissions { get; set; }

    [Input("source")] public Input<string>? Source { get; set; }

    [Input("sourceHash")] public Input<string>? SourceHash { get; set; }

    public static new ContainerUploadArgs Empty => new();
}
