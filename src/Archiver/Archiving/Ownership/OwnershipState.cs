namespace Postern.Archiver.Archiving.Ownership;

/// <summary>Whose an archive is, seen from one copy of a cluster. <see cref="Owner"/> is null when the archive has
/// none.</summary>
public sealed record OwnershipState(ArchiveOwner? Owner, string? LocalClaim)
{
    /// <summary>This copy may write.</summary>
    public bool IsHeld => Owner is not null && Owner.Claim == LocalClaim;

    public bool IsUnowned => Owner is null;
}
