using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Backend;

/// <summary>One finished operation, as <c>stack history</c> of the CLI shows it.</summary>
/// <param name="Kind">update, refresh, destroy or resource-import.</param>
/// <param name="ConfigJson">The stack file's configuration as JSON, secrets still encrypted.</param>
/// <param name="Changes">Counts by operation: create, same, update, delete, replace.</param>
public sealed record HistoryEntry(
    string Kind, DateTimeOffset Started, DateTimeOffset Ended, bool Succeeded, string ConfigJson,
    IReadOnlyDictionary<string, int> Changes, IReadOnlyDictionary<string, string> Environment);

/// <summary>Writes an operation's history pair and its backup, in the layout of Pulumi's DIY back end.</summary>
public static class StackHistory
{
    public static void Record(StateStore store, StackName name, HistoryEntry entry, string checkpoint)
    {
        var nanoseconds = NanosecondsOf(entry.Ended);
        var history = Path.Combine(store.HistoryFolder(name), $"{name.Stack}-{nanoseconds}");
        DurableFile.WriteBytes($"{history}.checkpoint{store.Suffix}", store.Pack(checkpoint));
        DurableFile.WriteBytes($"{history}.history{store.Suffix}", store.Pack(Text(entry)));
        var backup = Path.Combine(store.BackupFolder(name), $"{name.Stack}.{nanoseconds}{store.Suffix}");
        DurableFile.WriteBytes(backup, store.Pack(checkpoint));
    }

    /// <summary>The entries of a stack, newest first; each is read when it is asked for.</summary>
    public static IEnumerable<JsonDocument> Read(StateStore store, StackName name)
    {
        var folder = store.HistoryFolder(name);
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder)
            .Where(file => file.Contains(".history.json", StringComparison.Ordinal)
                && !file.EndsWith(".attrs", StringComparison.Ordinal)
                && !file.EndsWith(".bak", StringComparison.Ordinal) && !TemporaryName.Is(file))
            .OrderDescending(StringComparer.Ordinal)
            .Select(file => JsonDocument.Parse(StateCompression.Open(File.ReadAllBytes(file), file)));
    }

    /// <summary>The JSON of one entry.</summary>
    public static string Text(HistoryEntry entry)
    {
        var json = new JsonText();
        json.BeginObject().Member("kind", entry.Kind).Name("startTime").Number(entry.Started.ToUnixTimeSeconds())
            .Member("message", "").Name("environment").BeginObject();
        foreach (var (name, value) in entry.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.Member(name, value);
        json.EndObject().Name("config").Raw(entry.ConfigJson).Name("version").Number(0L)
            .Member("result", entry.Succeeded ? "succeeded" : "failed")
            .Name("endTime").Number(entry.Ended.ToUnixTimeSeconds()).Name("resourceChanges").BeginObject();
        foreach (var (name, count) in entry.Changes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.Name(name).Number((long)count);
        return json.EndObject().EndObject().ToString();
    }

    private static string NanosecondsOf(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return (ticks * 100).ToString("D19", System.Globalization.CultureInfo.InvariantCulture);
    }
}
