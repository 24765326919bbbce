using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Backend;

/// <summary>Who holds a lock: what Pulumi writes into lock files.</summary>
public sealed record LockHolder(int ProcessId, string UserName, string HostName, string Timestamp);

/// <summary>
/// The right to change a stack, as a file in its lock folder. Any other file there, whatever its name, is somebody
/// else's lock.
/// </summary>
public sealed class StackLock : IDisposable
{
    private readonly string _path;

    private StackLock(string path) => _path = path;

    /// <summary>Takes the lock, or raises <see cref="StateFailure"/> that names every holder.</summary>
    public static StackLock Take(StateStore store, StackName name, LockHolder holder, string lockId)
    {
        store.Initialize();
        Refuse(Others(store, name, ""));
        var path = Path.Combine(store.LockFolder(name), lockId + ".json");
        var json = new JsonText().BeginObject().Name("pid").Number((long)holder.ProcessId)
            .Member("username", holder.UserName).Member("hostname", holder.HostName)
            .Member("timestamp", holder.Timestamp).EndObject().ToString();
        DurableFile.WriteText(path, json);
        var others = Others(store, name, path);
        if (others.Count == 0) return new StackLock(path);
        // Two takers saw an empty folder: both step back, and nobody changes anything.
        DurableFile.Delete(path);
        Refuse(others);
        return new StackLock(path);
    }

    /// <summary>Removes every lock of a stack; answers how many there were.</summary>
    public static int Cancel(StateStore store, StackName name)
    {
        var files = Files(store, name).ToArray();
        foreach (var file in files) DurableFile.Delete(file);
        return files.Count(file => !file.EndsWith(".attrs", StringComparison.Ordinal));
    }

    public void Dispose() => DurableFile.Delete(_path);

    private static IEnumerable<string> Files(StateStore store, StackName name)
    {
        var folder = store.LockFolder(name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
    }

    private static List<string> Others(StateStore store, StackName name, string own) =>
    [
        .. Files(store, name)
            .Where(file => file != own && !file.EndsWith(".attrs", StringComparison.Ordinal) && !TemporaryName.Is(file))
            .Select(Describe),
    ];

    private static void Refuse(List<string> locks)
    {
        if (locks.Count == 0) return;
        throw new StateFailure(
            $"the stack is currently locked by {locks.Count} lock(s). Either wait for the other process(es) to end " +
                $"or delete the lock " +
            "file with `pulumi cancel`.\n" + string.Join("\n", locks));
    }

    private static string Describe(string file)
    {
        string Member(JsonElement json, string name) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ToString() : "";
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            return $"  file://{file}: created by {Member(root, "username")}@{Member(root, "hostname")} " +
                $"(pid {Member(root, "pid")}) at {Member(root, "timestamp")}";
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return $"  file://{file}: created by an unknown process";
        }
    }
}
