using System.Text;
using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Backend;

/// <summary>
/// A state folder in Pulumi's DIY layout of version 1: <c>.pulumi/stacks/project/stack.json</c> and its surroundings.
/// Reading never changes anything; every write is durable and atomic.
/// </summary>
public sealed class StateStore
{
    private static readonly string[] Suffixes = [".json", ".json.gz", ".json.zst"];

    private readonly bool _gzip;

    private StateStore(string root, bool gzip)
    {
        Root = root;
        _gzip = gzip;
    }

    /// <summary>The folder that holds <c>.pulumi</c>.</summary>
    public string Root { get; }

    public string Folder => Path.Combine(Root, ".pulumi");

    /// <summary>
    /// Opens a store, which may be empty. Raises <see cref="StateFailure"/> for the layout without projects and for
    /// versions that are not known.
    /// </summary>
    public static StateStore Open(string root, bool gzip)
    {
        var store = new StateStore(Path.GetFullPath(root), gzip);
        var meta = Path.Combine(store.Folder, "meta.yaml");
        int? version = File.Exists(meta) ? MetaVersion(File.ReadAllText(meta)) : null;
        if (version is null or 0 && (version == 0 || store.HasLegacyFiles()))
        {
            throw new StateFailure(
                $"'{store.Folder}' has the legacy layout without projects. Legacy DIY state is deprecated, please " +
                    $"upgrade your state " +
                "to project mode using: 'pulumi state upgrade'");
        }
        if (version > 1) throw new StateFailure($"'{meta}' has version {version}, which this engine does not know");
        return store;
    }

    /// <summary>Writes meta.yaml when it is missing; called before the first write.</summary>
    public void Initialize()
    {
        var meta = Path.Combine(Folder, "meta.yaml");
        if (!File.Exists(meta)) DurableFile.WriteText(meta, "version: 1\n", mode: DurableWriteMode.CreateOnly);
    }

    /// <summary>Every stack of the store, by project and name.</summary>
    public IReadOnlyList<StackName> Stacks()
    {
        var folder = Path.Combine(Folder, "stacks");
        if (!Directory.Exists(folder)) return [];
        var names = new SortedSet<(string Project, string Stack)>();
        foreach (var project in Directory.EnumerateDirectories(folder))
        {
            foreach (var file in Directory.EnumerateFiles(project))
            {
                if (StackOfFile(Path.GetFileName(file)) is { } stack) names.Add((Path.GetFileName(project), stack));
            }
        }
        return [.. names.Select(name => new StackName(name.Project, name.Stack))];
    }

    public bool Exists(StackName name) => FindFile(name) is not null;

    /// <summary>The checkpoint's JSON, or null when there is no such stack.</summary>
    public JsonDocument? ReadCheckpoint(StackName name)
    {
        if (FindFile(name) is not { } path) return null;
        return JsonDocument.Parse(StateCompression.Open(File.ReadAllBytes(path), path));
    }

    /// <summary>When the checkpoint was written last, or null.</summary>
    public DateTime? WrittenAt(StackName name) => FindFile(name) is { } path ? File.GetLastWriteTimeUtc(path) : null;

    /// <summary>Replaces the checkpoint; with <paramref name="keepOld"/> the file as it was before becomes
    /// <c>.bak</c>.</summary>
    public void WriteCheckpoint(StackName name, string json, bool keepOld)
    {
        Initialize();
        var path = FilePath(name);
        var old = FindFile(name);
        if (old is not null && keepOld && old == path) DurableFile.WriteBytes(path + ".bak", File.ReadAllBytes(path));
        DurableFile.WriteBytes(path, Pack(json));
        if (old is not null && old != path) DurableFile.Rename(old, old + ".bak");
    }

    /// <summary>Takes a stack away: its checkpoint becomes <c>.bak</c>, its history goes, its backups stay.</summary>
    public void Remove(StackName name)
    {
        if (FindFile(name) is { } path) DurableFile.Rename(path, path + ".bak");
        var history = HistoryFolder(name);
        if (Directory.Exists(history)) Directory.Delete(history, recursive: true);
    }

    /// <summary>
    /// Gives a stack another name with the checkpoint that goes with it: the old one becomes <c>.bak</c>, the history
    /// moves, backups stay under the old name.
    /// </summary>
    public void Rename(StackName from, StackName to, string checkpoint)
    {
        WriteCheckpoint(to, checkpoint, keepOld: false);
        if (Directory.Exists(HistoryFolder(from)))
        {
            Directory.CreateDirectory(HistoryFolder(to));
            foreach (var file in Directory.EnumerateFiles(HistoryFolder(from)).ToArray())
            {
                var name = Path.GetFileName(file);
                if (name.StartsWith(from.Stack + "-", StringComparison.Ordinal))
                    name = to.Stack + name[from.Stack.Length..];
                DurableFile.Rename(file, Path.Combine(HistoryFolder(to), name));
            }
            Directory.Delete(HistoryFolder(from), recursive: true);
        }
        if (FindFile(from) is { } old) DurableFile.Rename(old, old + ".bak");
    }

    public string HistoryFolder(StackName name) => Path.Combine(Folder, "history", name.Project, name.Stack);

    public string BackupFolder(StackName name) => Path.Combine(Folder, "backups", name.Project, name.Stack);

    public string LockFolder(StackName name) =>
        Path.Combine(Folder, "locks", StackName.Organization, name.Project, name.Stack);

    /// <summary>A file's bytes as this store writes them, and the suffix that its name gets.</summary>
    public byte[] Pack(string json)
    {
        var plain = Encoding.UTF8.GetBytes(json);
        return _gzip ? StateCompression.Gzip(plain) : plain;
    }

    public string Suffix => _gzip ? ".json.gz" : ".json";

    private string FilePath(StackName name) => Path.Combine(Folder, "stacks", name.Project, name.Stack + Suffix);

    /// <summary>The newest of the names that a checkpoint may have.</summary>
    private string? FindFile(StackName name) => Suffixes
        .Select(suffix => Path.Combine(Folder, "stacks", name.Project, name.Stack + suffix))
        .Where(File.Exists)
        .MaxBy(File.GetLastWriteTimeUtc);

    private static string? StackOfFile(string file)
    {
        var suffix = Suffixes.FirstOrDefault(suffix => file.EndsWith(suffix, StringComparison.Ordinal));
        return suffix is null ? null : file[..^suffix.Length];
    }

    private bool HasLegacyFiles()
    {
        var folder = Path.Combine(Folder, "stacks");
        return Directory.Exists(folder)
            && Directory.EnumerateFiles(folder).Any(file => StackOfFile(Path.GetFileName(file)) is not null);
    }

    private static int MetaVersion(string yaml)
    {
        foreach (var line in yaml.Split('\n'))
        {
            if (line.StartsWith("version:", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan("version:".Length).Trim(), out var version)) return version;
        }
        throw new StateFailure("meta.yaml of the state store has no version");
    }
}
