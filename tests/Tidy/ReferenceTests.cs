using System.Xml.Linq;
using Xunit;

namespace Postern.Tests.Tidy;

/// <summary>
/// Who may know whom (docs/architecture.md): every product project with the projects and packages that it may
/// reference. A new arrow is a change of this table, with a reason. Rules R1 to R4 read off it.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        // R1: the program sees Archiver.Core of our own code, and Pulumi's packages and Scriban (through
        // eng/PulumiSdk.props).
        ["infra/Infra.csproj"] = ["src/Archiver.Core/Archiver.Core.csproj"],
        ["stacks/Stacks.csproj"] = ["infra/Infra.csproj", "src/Archiver.Core/Archiver.Core.csproj"],
        // R3: the archiver and the embedded engine never meet; both may use Durability.
        ["src/Archiver.Core/Archiver.Core.csproj"] = [],
        ["src/Durability/Durability.csproj"] = [],
        ["src/Archiver/Archiver.csproj"] =
        [
            "src/Archiver.Core/Archiver.Core.csproj", "src/Durability/Durability.csproj", "AWSSDK.Core", "AWSSDK.S3",
            "BouncyCastle.Cryptography", "Npgsql", "System.CommandLine",
        ],
        ["src/Verdicts/Verdicts.csproj"] = ["src/Archiver.Core/Archiver.Core.csproj"],
        ["src/Embedded/Contracts/Contracts.csproj"] = [],
        // R2: the engine knows no provider, providers know no stack, stand-ins know the contracts only.
        ["src/Embedded/Engine/Engine.csproj"] =
            ["src/Embedded/Contracts/Contracts.csproj", "src/Durability/Durability.csproj", "YamlDotNet"],
        ["src/Embedded/Providers/Docker/Docker.csproj"] = ["src/Embedded/Contracts/Contracts.csproj"],
        ["src/Embedded/Providers/Nomad/Nomad.csproj"] = ["src/Embedded/Contracts/Contracts.csproj"],
        ["src/Embedded/Providers/Random/Random.csproj"] =
            ["src/Embedded/Contracts/Contracts.csproj", "BouncyCastle.Cryptography"],
        ["src/Embedded/Providers/S3/S3.csproj"] =
            ["src/Embedded/Contracts/Contracts.csproj", "AWSSDK.Core", "AWSSDK.S3"],
        ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"] = ["src/Embedded/Contracts/Contracts.csproj"],
        ["src/Embedded/Sdk/Aws/Pulumi.Aws.csproj"] = ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"],
        ["src/Embedded/Sdk/Command/Pulumi.Command.csproj"] = ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"],
        ["src/Embedded/Sdk/Docker/Pulumi.Docker.csproj"] = ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"],
        ["src/Embedded/Sdk/Nomad/Pulumi.Nomad.csproj"] = ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"],
        ["src/Embedded/Sdk/Random/Pulumi.Random.csproj"] = ["src/Embedded/Sdk/Pulumi/Pulumi.csproj"],
        ["src/Embedded/Sdk/Scriban/Scriban.csproj"] = [],
        ["src/Embedded/Cli/Cli.csproj"] =
        [
            "src/Durability/Durability.csproj", "src/Embedded/Contracts/Contracts.csproj",
            "src/Embedded/Engine/Engine.csproj",
            "src/Embedded/Providers/Docker/Docker.csproj", "src/Embedded/Providers/Nomad/Nomad.csproj",
            "src/Embedded/Providers/Random/Random.csproj", "src/Embedded/Providers/S3/S3.csproj",
            "src/Verdicts/Verdicts.csproj",
            "System.CommandLine", "YamlDotNet",
        ],
    };

    [Fact]
    public void Every_product_project_references_only_what_the_table_allows()
    {
        var wrong = new List<string>();
        foreach (var path in SourceTree.Files("*.csproj"))
        {
            var name = SourceTree.Relative(path);
            if (name.StartsWith("tests/", StringComparison.Ordinal)
                || name.StartsWith("bench/", StringComparison.Ordinal)) continue;
            if (!Allowed.TryGetValue(name, out var allowed))
            {
                wrong.Add($"{name} is not in the table");
                continue;
            }
            wrong.AddRange(References(path).Where(reference => !allowed.Contains(reference, StringComparer.Ordinal))
                .Select(reference => $"{name} -> {reference}"));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Folders_of_the_archiver_depend_downwards_only()
    {
        // R4: Commands -> Archiving -> {Storage, Compression, Encryption, Tar, Postgres, Streams, FileSystem} -> Core.
        string[] lower =
        [
            "Storage", "Compression", "Encryption", "Tar", "Postgres", "Streams", "FileSystem", "Settings", "Failures",
        ];
        var wrong = SourceTree.Files("*.cs")
            .Select(path => (Name: SourceTree.Relative(path), Text: File.ReadAllText(path)))
            .Where(file => lower.Any(folder =>
                file.Name.StartsWith($"src/Archiver/{folder}/", StringComparison.Ordinal)))
            .Where(file => file.Text.Contains("using Postern.Archiver.Archiving", StringComparison.Ordinal)
                || file.Text.Contains("using Postern.Archiver.Commands", StringComparison.Ordinal))
            .Select(file => file.Name);
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> References(string project)
    {
        var document = XDocument.Load(project);
        foreach (var reference in document.Descendants("ProjectReference"))
        {
            var include = reference.Attribute("Include")!.Value.Replace('\\', '/');
            if (include.Contains("$(", StringComparison.Ordinal)) continue;
            yield return SourceTree.Relative(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, include)));
        }
        foreach (var reference in document.Descendants("PackageReference")) yield return reference.Attribute(
            "Include")!.Value;
    }
}
