using System.Globalization;
using System.Text.Json;
using Postern.Archiver.Core.Parameters;
using Postern.Verdicts.Previews;

namespace Postern.Verdicts.Judging;

/// <summary>What changes in the files of the settings volume, over all the one-shots that write them.</summary>
internal sealed class SettingsChange
{
    public const string BootPlan = "boot.json";

    private const string Configuration = "/conf/postgresql.conf";

    private SettingsChange(
        IReadOnlyList<ParameterChange> parameters, IReadOnlyList<string> files, (int Old, int New)? newMajor)
    {
        Parameters = parameters;
        Files = files;
        NewMajor = newMajor;
    }

    public IReadOnlyList<ParameterChange> Parameters { get; }

    /// <summary>The names of the other files that differ.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The major version, when it changes.</summary>
    public (int Old, int New)? NewMajor { get; }

    /// <summary>PostgreSQL's own files; boot, agent and drill read theirs when they start.</summary>
    public static bool IsReloaded(string file) => file.EndsWith(".conf", StringComparison.Ordinal);

    public static SettingsChange Of(Preview preview)
    {
        var parameters = new List<ParameterChange>();
        var files = new SortedSet<string>(StringComparer.Ordinal);
        (int, int)? newMajor = null;
        var containers = preview.Steps.Where(step => step is { Type: Types.Container, Old: not null, New: not null });
        foreach (var step in containers)
        {
            var (before, after) = (Uploads(step.Old!), Uploads(step.New!));
            var changed = before.Keys.Union(after.Keys)
                .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file)).ToList();
            if (changed.Count == 0) continue;
            var (oldMajor, major) = (Major(before), Major(after));
            if (oldMajor is { } from && major is { } to && from != to) newMajor = (from, to);
            if (changed.Remove(Configuration))
            {
                var catalog = Catalog(major ?? oldMajor ?? MajorOf(preview));
                parameters.AddRange(Compare(catalog, before, after));
            }
            files.UnionWith(changed.Select(file => Path.GetFileName(file)!));
        }
        return new SettingsChange(parameters, [.. files], newMajor);
    }

    /// <summary>Files under /conf with their texts; none when the list is secret.</summary>
    private static Dictionary<string, string> Uploads(ResourceState state)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var upload in state.Items("uploads"))
        {
            if (JsonText.Known(upload, "file") is { } file && file.StartsWith("/conf/", StringComparison.Ordinal)
                && JsonText.Known(upload, "content") is { } content) files[file] = content;
        }
        return files;
    }

    private static IEnumerable<ParameterChange> Compare(
        ParameterCatalog catalog, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var (old, @new) = (
            ConfigurationFile.Parse(before.GetValueOrDefault(Configuration, "")),
            ConfigurationFile.Parse(after.GetValueOrDefault(Configuration, "")));
        foreach (var name in old.Keys.Union(@new.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
        {
            var (from, to) = (old.GetValueOrDefault(name), @new.GetValueOrDefault(name));
            if (from == to) continue;
            var isKnown = catalog.TryFind(name, out var parameter);
            yield return new ParameterChange(isKnown ? parameter!.Name : name, from, to, parameter?.Context);
        }
    }

    private static int? Major(Dictionary<string, string> files)
    {
        foreach (var plan in new[] { "/conf/" + BootPlan, "/conf/drill.json" })
        {
            if (!files.TryGetValue(plan, out var text)) continue;
            try
            {
                using var document = JsonDocument.Parse(text);
                if (JsonText.Member(document.RootElement, "major") is { ValueKind: JsonValueKind.Number } major)
                    return major.GetInt32();
            }
            catch (JsonException)
            {
                // A plan that nobody can read is boot's to refuse; the version is then taken from the stack file.
                return null;
            }
        }
        return null;
    }

    private static int? MajorOf(Preview preview) =>
        int.TryParse(preview.Setting("postgres"), CultureInfo.InvariantCulture, out var major) ? major : null;

    /// <summary>The version's table, or the newest one where the version is not known.</summary>
    private static ParameterCatalog Catalog(int? major)
    {
        if (major is { } known && ParameterCatalog.Majors.Contains(known)) return ParameterCatalog.For(known);
        return ParameterCatalog.For(ParameterCatalog.Majors.Max());
    }
}
