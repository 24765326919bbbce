using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// Copies uploaded secrets from the container's layer, where only root reads them, to a tmpfs of uid 999. An upload
/// below a tmpfs would be lost, and a file of root's is of no use to the server.
/// </summary>
public static class SecretsDelivery
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>
    /// Every regular file of <paramref name="source"/>, replaced whole; what is gone there goes here too.
    /// </summary>
    public static void Deliver(string source, string target, uint user, uint group)
    {
        Directory.CreateDirectory(target, OwnerFolder);
        File.SetUnixFileMode(target, OwnerFolder);
        var wanted = Directory.Exists(source) ? Directory.GetFiles(source) : [];
        foreach (var stale in Directory.GetFiles(target))
        {
            if (!wanted.Any(one => Path.GetFileName(one) == Path.GetFileName(stale))) File.Delete(stale);
        }
        foreach (var file in wanted)
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            DurableFile.WriteBytes(copy, File.ReadAllBytes(file), OwnerFile);
            ProcessCalls.ChangeOwner(copy, user, group);
        }
        ProcessCalls.ChangeOwner(target, user, group);
    }
}
