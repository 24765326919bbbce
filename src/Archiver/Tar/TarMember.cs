namespace Postern.Archiver.Tar;

/// <summary>What a member of a tar archive is.</summary>
public enum TarMemberType
{
    File,
    Directory,
    SymbolicLink,
    Other,
}

/// <summary>A member's header, whatever format it was stored in.</summary>
public sealed record TarMember
{
    /// <summary>As stored, byte for byte: in a backup it is a key of files_metadata.json and begins with a
    /// slash.</summary>
    public required string Name { get; init; }

    public required TarMemberType Type { get; init; }

    /// <summary>Permission bits, at most 0o7777.</summary>
    public required int Mode { get; init; }

    public long UserId { get; init; }

    public long GroupId { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>Whole seconds since 1970.</summary>
    public long ModifiedUnixSeconds { get; init; }

    /// <summary>Target of a symbolic link.</summary>
    public string LinkTarget { get; init; } = "";
}
