namespace Postern.Tests.Embedded.Sdk;

/// <summary>A file of ../shared/spec/pulumi-api: the public surface of an official package.</summary>
internal sealed class SurfaceFile
{
    private const string Namespace = "================ namespace ";

    private readonly Dictionary<(string Namespace, string Header), HashSet<string>> _types = [];

    public SurfaceFile(string path)
    {
        var (space, members) = ("", new HashSet<string>());
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(Namespace, StringComparison.Ordinal)) space = line[Namespace.Length..];
            else if (line.StartsWith("    ", StringComparison.Ordinal)) members.Add(Clean(line.Trim()));
            else if (line.Length > 0 && line[0] != '#')
            {
                members = new HashSet<string>(StringComparer.Ordinal);
                _types[(space, Header(line))] = members;
            }
        }
    }

    /// <summary>The members of a type, or null when the package has no such type of that kind.</summary>
    public IReadOnlySet<string>? Members(string space, string header) => _types.GetValueOrDefault((space, header));

    // Without base types and attributes: "sealed class Inputs.ContainerPortArgs".
    private static string Header(string line) => line.Split(" : ")[0].Split("   [")[0].Trim();

    private static string Clean(string member) => member
        .Replace(" /*MaybeNull*/", "", StringComparison.Ordinal)
        .Replace(" /*default implementation*/", "", StringComparison.Ordinal);
}
