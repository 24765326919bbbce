using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Compression;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Core.Wal;

namespace Postern.Tests.Archiver.Archiving.Wal;

/// <summary>A folder that looks like a cluster with 1 MiB segments, and an archive in memory.</summary>
internal sealed class WalCluster : IDisposable
{
    public const string First = "000000010000000000000001";

    public WalCluster(IStorage? store = null, string method = "lz4", ulong system = WalBytes.System)
    {
        Root = Directory.CreateTempSubdirectory("postern-wal-").FullName;
        Data = new DataDirectory(Path.Combine(Root, "data"));
        Directory.CreateDirectory(Path.Combine(Data.Path, "global"));
        Directory.CreateDirectory(Path.Combine(Data.Path, "pg_wal", "archive_status"));
        Store = store ?? new MemoryStorage(TimeProvider.System);
        Method = method;
        WriteControl(system: system);
    }

    public string Root { get; }

    public DataDirectory Data { get; }

    public IStorage Store { get; }

    public string Method { get; }

    public ICrypter? Crypter { get; init; }

    public ClaimFile Claim => new(Path.Combine(Data.PosternFolder, "claim"));

    public ControlFile Control => Data.ReadControl();

    public Archive Archive(IStorage? store = null) =>
        new(store ?? Store, Compressors.ByMethod(Method), Compressors.ReadOrder, Crypter);

    public ArchiveOwnership Ownership(Archive archive) =>
        new(archive, Claim, TimeProvider.System, ArchiveOwnership.RandomClaim);

    public void WriteControl(ulong system = WalBytes.System, ClusterState state = ClusterState.InProduction) =>
        File.WriteAllBytes(
            Path.Combine(Data.Path, ControlFile.RelativePath), WalBytes.Control(system, state: state));

    /// <summary>Writes a file into pg_wal and says where.</summary>
    public string Write(string name, byte[]? bytes = null, bool isReady = false)
    {
        var path = Path.Combine(Data.Path, "pg_wal", name);
        File.WriteAllBytes(path, bytes ?? WalBytes.Segment(name));
        if (isReady) File.WriteAllText(Path.Combine(Data.Path, "pg_wal", "archive_status", name + ".ready"), "");
        return path;
    }

    public async Task<WalPushOutcome> PushAsync(string path, IStorage? store = null, WalPushOptions? options = null)
    {
        var archive = Archive(store);
        return await new WalPush(
            archive, Ownership(archive), Data, options ?? Options(), TimeProvider.System).RunAsync(path, default);
    }

    /// <summary>The code of the failure, or null for success.</summary>
    public async Task<FailureCode?> TryPushAsync(string path, IStorage? store = null, WalPushOptions? options = null)
    {
        try
        {
            await PushAsync(path, store, options);
            return null;
        }
        catch (ArchiverException failure)
        {
            return failure.Code;
        }
    }

    public static WalPushOptions Options(int concurrency = 1, WalMetadataMode metadata = WalMetadataMode.None) =>
        new(concurrency, 32, TimeSpan.FromSeconds(50), metadata);

    public async Task<byte[]?> ReadAsync(string fileName)
    {
        await using var plain = await Archive().OpenAsync("wal_005/" + fileName, default);
        if (plain is null) return null;
        using var copy = new MemoryStream();
        await plain.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async Task<string[]> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var one in Store.ListAsync("", recursive: true, default)) names.Add(one.Name);
        return [.. names];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
