using System.Collections.Immutable;

namespace Pulumi.Command.Local;

/// <summary>A command on this machine (command:local:Command).</summary>
public class Command : CustomResource
{
    public Command(string name, CommandArgs? args = null, CustomResourceOptions? options = null)
        : base("command:local:Command", name, args ?? new CommandArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("addPreviousOutputInEnv")] public Output<bool?> AddPreviousOutputInEnv { get; private set; } = null!;

    [Output("archive")] public Output<Archive?> Archive { get; private set; } = null!;

    [Output("archivePaths")] public Output<ImmutableArray<string>> ArchivePaths { get; private set; } = null!;

    [Output("assetPaths")] public Output<ImmutableArray<string>> AssetPaths { get; private set; } = null!;

    [Output("assets")] public Output<ImmutableDictionary<string, AssetOrArchive>?> Assets { get; private set; } = null!;

    [Output("create")] public Output<string?> Create { get; private set; } = null!;

    [Output("delete")] public Output<string?> Delete { get; private set; } = null!;

    [Output("dir")] public Output<string?> Dir { get; private set; } = null!;

    [Output("environment")]
    public Output<ImmutableDictionary<string, string>?> Environment { get; private set; } = null!;

    [Output("interpreter")] public Output<ImmutableArray<string>> Interpreter { get; private set; } = null!;

    [Output("logging")] public Output<Logging?> Logging { get; private set; } = null!;

    [Output("stderr")] public Output<string> Stderr { get; private set; } = null!;

    [Output("stdin")] public Output<string?> Stdin { get; private set; } = null!;

    [Output("stdout")] public Output<string> Stdout { get; private set; } = null!;

    [Output("triggers")] public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;

    [Output("update")] public Output<string?> Update { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        ReplaceOnChanges = { "triggers[*]" },
    };
}
