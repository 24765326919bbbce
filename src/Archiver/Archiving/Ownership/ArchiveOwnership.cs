using System.Security.Cryptography;
using System.Text.Json;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Ownership;

/// <summary>
/// One cluster per archive, and of its copies the one that holds the claim: a standby, a restored clone or a fenced
/// primary shares the system identifier, but not the claim. The answer is the store's every time; nothing is cached.
/// </summary>
/// <param name="archive">The archive whose owner it is about.</param>
/// <param name="claim">The local claim.</param>
/// <param name="time">Dates the owner object.</param>
/// <param name="newClaim">Makes a random claim; <see cref="RandomClaim"/> but in tests.</param>
public sealed class ArchiveOwnership(Archive archive, ClaimFile claim, TimeProvider time, Func<string> newClaim)
{
    public ClaimFile Claim { get; } = claim;

    /// <summary>128 random bits as text.</summary>
    public static string RandomClaim() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Asks the store who the owner is: one request.</summary>
    public async Task<OwnershipState> CheckAsync(CancellationToken cancellation)
    {
        var document = await archive.ReadDocumentAsync(ArchiveLayout.OwnerObject, cancellation);
        return new OwnershipState(document is null ? null : ArchiveOwner.Parse(document), Claim.Read());
    }

    /// <summary>Demands the claim, and that the archive is this cluster's.</summary>
    /// <exception cref="ArchiverException">ArchiveNotClaimed, ArchiveOwnedByAnother.</exception>
    public async Task RequireAsync(SystemIdentifier cluster, CancellationToken cancellation) =>
        Require(await CheckAsync(cancellation), cluster);

    /// <summary>As <see cref="RequireAsync"/>, on an answer that is there already.</summary>
    public void Require(OwnershipState state, SystemIdentifier? cluster)
    {
        if (state.Owner is not { } owner)
            throw new ArchiverException(
                FailureCode.ArchiveNotClaimed, $"archive '{archive.Storage.Location}' has no owner",
                "run `archiver claim` on the server that archives into it.");
        if (cluster is { } identifier && owner.SystemIdentifier != identifier)
            throw new ArchiverException(
                FailureCode.ArchiveOwnedByAnother,
                $"archive '{archive.Storage.Location}' belongs to system {owner.SystemIdentifier}, not {identifier}",
                "give this cluster a prefix of its own.");
        if (!state.IsHeld)
            throw new ArchiverException(
                FailureCode.ArchiveOwnedByAnother,
                $"archive '{archive.Storage.Location}' is claimed by another copy of this cluster",
                $"only the server that holds the claim ('{Claim.Path}') writes; after a failover run "
                + "`archiver claim --move` on the new primary.");
    }

    /// <summary>
    /// Makes this copy the owner of an archive that has none: an empty one, or one whose newest backup is of the same
    /// cluster; with
    /// <paramref name="adopt"/> any, also one that another owns. Holding it already is success. A crash in between is
    /// completed by the next call.
    /// </summary>
    /// <exception cref="ArchiverException">ArchiveNotClaimed or ArchiveOwnedByAnother, when it may not be
    /// taken.</exception>
    public async Task ClaimAsync(
        SystemIdentifier cluster, int major, bool adopt, CancellationToken cancellation)
    {
        var state = await CheckAsync(cancellation);
        if (state.IsHeld && state.Owner!.SystemIdentifier == cluster) return;
        if (adopt)
        {
            await TakeAsync(cluster, major, cancellation);
            return;
        }
        if (!state.IsUnowned) Require(state, cluster);
        await RequireFreeAsync(cluster, cancellation);
        // The local claim first: an owner object whose claim nobody holds would lock everybody out.
        var text = state.LocalClaim ?? newClaim();
        if (state.LocalClaim is null) Claim.WritePending(text);
        var owner = new ArchiveOwner(cluster, text, time.GetUtcNow(), major);
        await archive.WriteDocumentAsync(
            ArchiveLayout.OwnerObject, PutMode.CreateOnly, owner.ToJson(), cancellation);
        // Two clusters may have found it free at the same time; the store says which one came first.
        Require(await CheckAsync(cancellation), cluster);
        Claim.Confirm();
    }

    /// <summary>
    /// Moves the claim to this copy, with a new text: what a promotion or a restore in place of the primary does. From
    /// then on whoever held it is refused.
    /// </summary>
    /// <exception cref="ArchiverException">ArchiveOwnedByAnother when the archive is another cluster's.</exception>
    public async Task MoveAsync(SystemIdentifier cluster, int major, CancellationToken cancellation)
    {
        var state = await CheckAsync(cancellation);
        if (state.Owner is { } owner && owner.SystemIdentifier != cluster) Require(state, cluster);
        if (state.IsUnowned) await RequireFreeAsync(cluster, cancellation);
        await TakeAsync(cluster, major, cancellation);
    }

    private async Task TakeAsync(SystemIdentifier cluster, int major, CancellationToken cancellation)
    {
        var text = newClaim();
        Claim.Write(text);
        await archive.WriteDocumentAsync(
            ArchiveLayout.OwnerObject, PutMode.Replace,
            new ArchiveOwner(cluster, text, time.GetUtcNow(), major).ToJson(), cancellation);
        Require(await CheckAsync(cancellation), cluster);
    }

    private async Task RequireFreeAsync(SystemIdentifier cluster, CancellationToken cancellation)
    {
        StoredObject? newest = null;
        await foreach (var stored in archive.Storage.ListAsync(ArchiveLayout.BackupFolder, false, cancellation))
        {
            if (stored.Name.EndsWith(ArchiveLayout.SentinelSuffix, StringComparison.Ordinal)
                && (newest is null || stored.LastModified > newest.LastModified))
                newest = stored;
        }
        if (newest is null)
        {
            await foreach (var _ in archive.Storage.ListAsync(ArchiveLayout.WalFolder, false, cancellation))
                throw Refused("holds WAL and no backup that says whose it is");
            return;
        }
        var found = await ReadIdentifierAsync(newest.Name, cancellation);
        if (found is null) throw Refused($"has a newest backup '{newest.Name}' that does not say whose it is");
        if (found != cluster) throw Refused($"holds backups of system {found}, this cluster is {cluster}");

        ArchiverException Refused(string why) => new(
            FailureCode.ArchiveNotClaimed, $"archive '{archive.Storage.Location}' has no owner and {why}",
            "choose an empty prefix, or run `archiver claim --adopt` if the archive really is this cluster's.");
    }

    private async Task<SystemIdentifier?> ReadIdentifierAsync(string sentinel, CancellationToken cancellation)
    {
        if (await archive.ReadDocumentAsync(sentinel, cancellation) is not { } json) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                // Go reads member names without regard to case, and so did whoever wrote this.
                if (member.Name.Equals("SystemIdentifier", StringComparison.OrdinalIgnoreCase)
                    && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetUInt64(out var value))
                    return new SystemIdentifier(value);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
        return null;
    }
}
