using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>
/// Which stack a project has selected: <c>$PULUMI_HOME/workspaces/project-hash-workspace.json</c>, shared with the
/// Pulumi CLI.
/// </summary>
public static class SelectedStack
{
    public static StackName? Read(CliContext context)
    {
        var path = FilePath(context);
        if (!File.Exists(path)) return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var url = context.Environment.BackendUrl ?? "";
        if (json.RootElement.TryGetProperty("stacks", out var stacks) && stacks.TryGetProperty(url, out var name))
            return StackName.Parse(name.GetString() ?? "", context.Project.Name);
        return json.RootElement.TryGetProperty("stack", out var old) && old.GetString() is { Length: > 0 } text
            ? StackName.Parse(text, context.Project.Name)
            : null;
    }

    public static void Write(CliContext context, StackName? name)
    {
        var path = FilePath(context);
        var url = context.Environment.BackendUrl ?? "";
        var stacks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            using var old = JsonDocument.Parse(File.ReadAllBytes(path));
            if (old.RootElement.TryGetProperty("stacks", out var members))
            {
                foreach (var member in members.EnumerateObject()) stacks[member.Name] = member.Value.GetString() ?? "";
            }
        }
        if (name is null) stacks.Remove(url);
        else stacks[url] = name.Qualified;
        var json = new JsonText(4).BeginObject().Name("stacks").BeginObject();
        foreach (var (key, value) in stacks) json.Member(key, value);
        DurableFile.WriteText(path, json.EndObject().EndObject().ToString());
    }

    private static string FilePath(CliContext context)
    {
        var project = Path.Combine(context.Project.Folder, "Pulumi.yaml");
#pragma warning disable CA5350 // the Pulumi CLI names the file so; nothing is protected by it
        var hash = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(project)));
#pragma warning restore CA5350
        return Path.Combine(context.Environment.Home, "workspaces", $"{context.Project.Name}-{hash}-workspace.json");
    }
}
