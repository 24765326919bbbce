using System.Diagnostics;
using System.Text.Json;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>A repository that WAL-G wrote, unpacked into a folder of its own.</summary>
internal sealed class WalgRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Skips the test where the fixtures are not there.</summary>
    public WalgRepository(string name)
    {
        Case = RepositoryFolder.Shared(Path.Combine("walg", name)) ?? string.Empty;
        if (Case.Length == 0) Assert.Skip($"../shared/fixtures/walg/{name} is not there");
        // Not System.Formats.Tar: it cuts times to 100 ns, and WAL-G's listings show nanoseconds.
        using var tar = Process.Start("tar", ["-xzf", Path.Combine(Case, "repo.tar.gz"), "-C", _folder.Path]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        Prefix = Directory.Exists(Path.Combine(_folder.Path, "repo")) ? Path.Combine(_folder.Path,
            "repo") : _folder.Path;
    }

    /// <summary>The fixture's folder: golden texts and documents.</summary>
    public string Case { get; }

    /// <summary>What WALG_FILE_PREFIX names.</summary>
    public string Prefix { get; }

    public JsonDocument Document(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Case, name)));

    /// <summary>The case's settings, with <paramref name="more"/> over them.</summary>
    public Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["WALG_FILE_PREFIX"] = Prefix };
        using var document = Document("case.json");
        foreach (var setting in document.RootElement.GetProperty("settings").EnumerateObject())
        {
            var value = setting.Value.ToString();
            values[setting.Name] = setting.Name.EndsWith("_PATH", StringComparison.Ordinal)
                ? Path.Combine(Case, value)
                : value;
        }
        foreach (var (name, value) in more) values[name] = value;
        return values;
    }

    public ArchiverSettings ArchiverSettings(params (string Name, string Value)[] more) => new(Settings(more));

    /// <summary>A golden text's standard output.</summary>
    public string Golden(string name)
    {
        var text = File.ReadAllText(Path.Combine(Case, "golden", name));
        var start = text.IndexOf("--- stdout\n", StringComparison.Ordinal) + 11;
        return text[start..text.IndexOf("--- stderr", start, StringComparison.Ordinal)].TrimEnd('\n');
    }

    public void Dispose() => _folder.Dispose();
}
