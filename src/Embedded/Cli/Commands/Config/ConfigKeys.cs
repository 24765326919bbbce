using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary>Keys of the config verbs: a name, or with <c>--path</c> a place inside a structure.</summary>
public static class ConfigKeys
{
    public static FlagSpec StackFlag { get; } =
        FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's');

    public static FlagSpec PathFlag { get; } =
        FlagSpec.Bool("path", "The key contains a path to a property in a map or list to get, set or remove");

    /// <summary>The qualified top-level key, and what is below it.</summary>
    public static (string Key, PropertyPath Below) Parse(CliContext context, string text, bool isPath)
    {
        if (!isPath) return (context.Project.QualifiedKey(text), PropertyPath.Root);
        var path = PropertyPath.Parse(text);
        if (path.Parts.IsEmpty || path.Parts[0].Name is not { } name)
            throw new UsageFailure($"invalid config key path '{text}'");
        return (context.Project.QualifiedKey(name), new PropertyPath(path.Parts[1..]));
    }

    /// <summary>The key as the file spells it: a stack file may leave the project's namespace out.</summary>
    public static string InFile(CliContext context, StackFile file, string key) =>
        file.Config.FirstOrDefault(entry => context.Project.QualifiedKey(entry.Key) == key).Key ?? key;

    public static ConfigNode? Find(CliContext context, StackFile file, string key) =>
        file.Config.FirstOrDefault(entry => context.Project.QualifiedKey(entry.Key) == key).Value;

    /// <summary>A key as it is shown: without the project's own namespace.</summary>
    public static string Shown(CliContext context, string key) =>
        key.StartsWith(context.Project.Name + ":", StringComparison.Ordinal) ? key[(context.Project.Name.Length + 1)..]
            : key;
}
