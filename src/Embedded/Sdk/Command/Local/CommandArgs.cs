namespace Pulumi.Command.Local;

/// <summary>Arguments of <see cref="Command"/>.</summary>
public sealed class CommandArgs : ResourceArgs
{
    public CommandArgs()
    {
    }

    [Input("addPreviousOutputInEnv")] public Input<bool>? AddPreviousOutputInEnv { get; set; }

    [Input("archivePaths")] private InputList<string>? _archivePaths;

    public InputList<string> ArchivePaths { get => _archivePaths ??= []; set => _archivePaths = value; }

    [Input("assetPaths")] private InputList<string>? _assetPaths;

    public InputList<string> AssetPaths { get => _assetPaths ??= []; set => _assetPaths = value; }

    [Input("create")] public Input<string>? Create { get; set; }

    [Input("delete")] public Input<string>? Delete { get; set; }

    [Input("dir")] public Input<string>? Dir { get; set; }

    [Input("environment")] private InputMap<string>? _environment;

    public InputMap<string> Environment { get => _environment ??= []; set => _environment = value; }

    [Input("interpreter")] private InputList<string>? _interpreter;

    public InputList<string> Interpreter { get => _interpreter ??= []; set => _interpreter = value; }

    [Input("logging")] public Input<Logging>? Logging { get; set; }

    [Input("stdin")] public Input<string>? Stdin { get; set; }

    [Input("triggers")] private InputList<object>? _triggers;

    public InputList<object> Triggers { get => _triggers ??= []; set => _triggers = value; }

    [Input("update")] public Input<string>? Update { get; set; }

    public static new CommandArgs Empty => new();
}
