using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Backend;

/// <summary>Who holds a lock: what Pulumi writes into lock files.</summary>
public sealed record LockHolder(int ProcessId, string UserName, string HostName, string Timestamp);

/// <summary>
/// The right to change a stack, as a file in its lock folder. Any other file there, whatever its name, is somebody
/// else's lock. A lock of this engine also says which process holds it, beyond its number, so that one whose process
/// was killed on this machine is taken over; any other waits for `cancel`, as with Pulumi.
/// </summary>
public sealed class StackLock : IDisposable
{
    private const string ProcessMember = "process";

    private readonly string _path;

    private StackLock(string path, IReadOnlyList<LockHolder> ended) => (_path, Ended) = (path, ended);

    /// <summary>Whose locks were taken over: their processes were killed.</summary>
    public IReadOnlyList<LockHolder> Ended { get; }

    /// <summary>Takes the lock, or raises <see cref="StateFailure"/> that names every holder.</summary>
    public static StackLock Take(StateStore store, StackName name, LockHolder holder, string lockId)
    {
        store.Initialize();
        var ended = RemoveEnded(store, name, holder.HostName);
        Refuse(Others(store, name, ""));
        var path = Path.Combine(store.LockFolder(name), lockId + ".json");
        var json = new JsonText().BeginObject().Name("pid").Number((long)holder.ProcessId)
            .Member("username", holder.UserName).Member("hostname", holder.HostName)
            .Member("timestamp", holder.Timestamp);
        if (ProcessIdentity.Of(holder.ProcessId) is { } process) json.Member(ProcessMember, process);
        DurableFile.WriteText(path, json.EndObject().ToString());
        var others = Others(store, name, path);
        if (others.Count == 0) return new StackLock(path, ended);
        // Two takers saw an empty folder: both step back, and nobody changes anything.
        DurableFile.Delete(path);
        Refuse(others);
        return new StackLock(path, ended);
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

    private static List<LockHolder> RemoveEnded(StateStore store, StackName name, string hostName)
    {
        var ended = new List<LockHolder>();
        foreach (var file in Files(store, name).Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
        {
            if (HolderThatEnded(file, hostName) is not { } holder) continue;
            DurableFile.Delete(file);
            ended.Add(holder);
        }
        return ended;
    }

    private static LockHolder? HolderThatEnded(string file, string hostName)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(ProcessMember, out var process)
                || !root.TryGetProperty("pid", out var number) || !number.TryGetInt32(out var processId)
                || Member(root, "hostname") != hostName
                || !ProcessIdentity.HasEnded(processId, process.ToString())) return null;
            return new LockHolder(
                processId, Member(root, "username"), Member(root, "hostname"), Member(root, "timestamp"));
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return null;
        }
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

    private static string Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ToString() : "";
}
