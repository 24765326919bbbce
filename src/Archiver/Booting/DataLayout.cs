namespace Postern.Archiver.Booting;

/// <summary>The folders around one PGDATA: what is provisioned beside it, and what never travels in a backup.</summary>
public sealed record DataLayout(string Data)
{
    private string Parent => Path.GetDirectoryName(Path.GetFullPath(Data))!;

    /// <summary>Provisioning in progress; the only thing boot may remove or resume.</summary>
    public string Provisioning => Data + ".new";

    public string Postern => Path.Combine(Parent, "postern");

    public string Lock => Path.Combine(Postern, "lock");

    public string Marker => Path.Combine(Postern, "marker.json");

    /// <summary>The claim on the archive: random text, the same as in its owner object.</summary>
    public string Claim => Path.Combine(Postern, "claim");

    /// <summary>What tells a changed password from the one that the cluster has.</summary>
    public string Password => Path.Combine(Postern, "password");

    /// <summary>For tablespaces whose old place has no volume here; a folder per OID.</summary>
    public string Tablespaces => Path.Combine(Parent, "tablespaces");

    /// <summary>How far an interrupted provisioning came.</summary>
    public string Progress => Path.Combine(Postern, "provisioning.json");

    public static DataLayout For(ContainerPaths paths, int major) =>
        new(Path.Combine(paths.Volume, $"{major}", "data"));

    /// <summary>Whether there is a PGDATA: a folder with anything in it.</summary>
    public bool HasData => Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(Data).Any();
}
