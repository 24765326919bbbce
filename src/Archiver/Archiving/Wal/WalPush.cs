using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// archive_command: stores one WAL file, and success means that it is durable in the store. The name is looked for
/// under every spelling first; the same bytes are success for anybody, other bytes are a failure and nothing is
/// overwritten. Only the copy of the cluster that holds the claim writes. Nothing is remembered on this host, so that
/// nothing stale can answer for the store.
/// </summary>
/// <param name="archive">Where to.</param>
/// <param name="ownership">Asked once per run, at the same time as the names.</param>
/// <param name="data">The data directory, when it is known.</param>
/// <param name="options">Limits.</param>
/// <param name="time">Runs the deadline.</param>
public sealed class WalPush(
    Archive archive, ArchiveOwnership ownership, DataDirectory? data, WalPushOptions options, TimeProvider time)
{
    private readonly WalMetadata _metadata = new(archive, options.Metadata);

    /// <exception cref="ArchiverException">Everything that keeps the file out of the archive; Deadline among
    /// it.</exception>
    public async Task<WalPushOutcome> RunAsync(string path, CancellationToken cancellation)
    {
        var control = data?.ReadControl();
        using var source = WalSource.Open(path, control);
        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            var owner = ownership.CheckAsync(ended.Token);
            var requested = PushAsync(source, control, owner, isRequested: true, ended.Token);
            var along = new WalPushAlong(this, options).RunAsync(source, control, owner, requested, ended.Token);
            try
            {
                return await requested;
            }
            finally
            {
                await along;
                await ObserveAsync(owner);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new ArchiverException(
                FailureCode.Deadline,
                $"'{source.Name}' did not reach '{archive.Storage.Location}' within "
                + $"{options.Deadline.TotalSeconds:0} s",
                "look whether the store answers; PostgreSQL keeps the file and tries again.");
        }
    }

    /// <summary>Stores one file; <paramref name="isRequested"/> is false for those that a push takes along.</summary>
    internal async Task<WalPushOutcome> PushAsync(
        WalSource source, ControlFile? control, Task<OwnershipState> owner, bool isRequested,
        CancellationToken cancellation)
    {
        var lookup = await WalLookup.FindAsync(archive, source.Name.Text, cancellation);
        if (lookup.Objects is [var earlier] && await ExtendsAsync(source, earlier, cancellation))
        {
            await RequireClaimAsync(await owner, source, control, cancellation);
            await archive.Storage.PutAsync(
                earlier.Stored.Name, PutMode.Replace,
                (stream, token) => archive.EncodeAsync(stream, earlier.Compressor, source.CopyToAsync, token),
                cancellation);
            return WalPushOutcome.Stored;
        }
        if (lookup.Objects.Count > 0) return await CompareAsync(source, lookup, owner, cancellation);

        await RequireClaimAsync(await owner, source, control, cancellation);
        if (lookup.Hashes.Count > 0)
            await archive.Storage.DeleteAsync([.. lookup.Hashes.Select(hash => hash.Name)], cancellation);
        var baseName = ArchiveLayout.Wal(source.Name.Text);
        if (!await archive.PutAsync(baseName, PutMode.CreateOnly, source.CopyToAsync, cancellation))
        {
            // Somebody else stored the name between the look and the write.
            return await CompareAsync(
                source, await WalLookup.FindAsync(archive, source.Name.Text, cancellation), owner, cancellation);
        }
        if (!isRequested || NeedsHash) await WriteHashAsync(source, cancellation);
        await _metadata.WriteAsync(source, cancellation);
        return WalPushOutcome.Stored;
    }

    private bool NeedsHash => !archive.IsEncrypted && archive.Compressor.Method is "none" or "brotli";

    private static async Task ObserveAsync(Task<OwnershipState> owner)
    {
        try
        {
            await owner;
        }
        catch (Exception error) when (error is ArchiverException or OperationCanceledException)
        {
            // Whoever needed the answer has thrown it already; a file that the archive had needs none.
        }
    }

    private async Task RequireClaimAsync(
        OwnershipState state, WalSource source, ControlFile? control, CancellationToken cancellation)
    {
        var cluster = source.SystemIdentifier ?? control?.SystemIdentifier;
        // An archive without an owner is taken by the primary that first archives into it; a server in recovery never
        // takes one. A copy that has a claim had an archive: when its owner object is gone, the place is another one (a
        // mount that is missing, an emptied bucket, a wrong prefix), or somebody took it away from this copy.
        var mayClaim = state.IsUnowned && (state.LocalClaim is null || ownership.Claim.IsPending)
            && control is not null && cluster is not null
            && data!.Signal == RecoverySignal.None && IsPrimary(control.State);
        if (mayClaim) await ownership.ClaimAsync(cluster!.Value, control!.Major, adopt: false, cancellation);
        else ownership.Require(state, cluster);
        if (state.IsHeld) ownership.Claim.Confirm();
    }

    /// <summary>A stop archives, too, and for a short-lived server it may be the first time.</summary>
    private static bool IsPrimary(ClusterState state) =>
        state is ClusterState.InProduction or ClusterState.ShuttingDown or ClusterState.ShutDown;

    private async Task<WalPushOutcome> CompareAsync(
        WalSource source, WalLookup lookup, Task<OwnershipState> owner, CancellationToken cancellation)
    {
        foreach (var stored in lookup.Objects)
        {
            if (!await IsSameAsync(source, stored, lookup.HashOf(stored), cancellation))
                throw new ArchiverException(
                    FailureCode.ObjectDiffers,
                    $"archive '{archive.Storage.Location}' holds other bytes under '{stored.Stored.Name}'",
                    "two servers write into one archive, or this one went back in time: give it a prefix of its own.");
        }
        // A push that died after the segment left its metadata out; a copy without the claim writes nothing at all.
        if (options.Metadata != WalMetadataMode.None && (await owner).IsHeld)
            await _metadata.WriteAsync(source, cancellation);
        return WalPushOutcome.AlreadyStored;
    }

    /// <summary>
    /// wal-receive keeps the segment in progress as .partial, and after a promotion PostgreSQL pushes its own, longer
    /// one: that must not block everything behind it. Nothing but an earlier state of the same bytes is ever replaced,
    /// and no whole segment.
    /// </summary>
    private async Task<bool> ExtendsAsync(WalSource source, ArchivedObject earlier, CancellationToken cancellation)
    {
        if (source.Name.Kind != WalFileKind.Partial || !earlier.Compressor.CanCompress) return false;
        await using (var same = await archive.OpenAsync(earlier, cancellation))
        {
            if (await source.EqualsAsync(same, cancellation)) return false;
        }
        await using var plain = await archive.OpenAsync(earlier, cancellation);
        return await source.ExtendsAsync(plain, cancellation);
    }

    private async Task<bool> IsSameAsync(
        WalSource source, ArchivedObject stored, StoredObject? hash, CancellationToken cancellation)
    {
        if (hash is not null && await archive.ReadDocumentAsync(hash.Name, cancellation) is { } text
            && WalHashObject.Parse(text) is { } expected)
            return await WalHashObject.ComputeAsync(source.CopyToAsync, cancellation) == expected;
        await using var plain = await archive.OpenAsync(stored, cancellation);
        return await source.EqualsAsync(plain, cancellation);
    }

    private async Task WriteHashAsync(WalSource source, CancellationToken cancellation)
    {
        var baseName = ArchiveLayout.Wal(source.Name.Text);
        var hash = await WalHashObject.ComputeAsync(source.CopyToAsync, cancellation);
        await archive.WriteDocumentAsync(
            WalHashObject.NameFor(baseName, archive.ObjectName(baseName)[baseName.Length..]), PutMode.Replace,
            WalHashObject.Text(hash, source.Name.Text), cancellation);
    }
}
