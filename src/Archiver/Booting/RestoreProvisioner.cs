using Postern.Archiver.Core.Control;
using Postern.Archiver.Recovering;

namespace Postern.Archiver.Booting;

/// <summary>
/// A cluster from its archive, in data.new: fetched only (a standby goes on by itself), or also replayed to a target
/// and promoted, so that what is renamed to PGDATA is a primary that goes on archiving. Each step is noted, so that a
/// killed provisioning goes on where it was; the backup is chosen once.
/// </summary>
public sealed class RestoreProvisioner(
    ContainerPaths paths, BootPlan plan, DataLayout layout, IProvisioningSource source, Action<string> line,
    TimeProvider time)
{
    private string PlanText => $"{source.Archive.Storage.Location} {plan.Provision} {plan.Backup} {plan.Target} "
        + $"timeline {plan.Target.Timeline}";

    public async Task ProvisionAsync(CancellationToken cancellation)
    {
        var progress = ProvisioningProgress.Load(layout.Progress);
        if (progress is null || progress.Plan != PlanText || !Directory.Exists(layout.Provisioning))
            progress = await BeginAsync(cancellation);
        if (!progress.Fetched) progress = await FetchAsync(progress, cancellation);
        if (plan.Provision == "restore")
        {
            if (!progress.Promoted) await RecoverAsync(progress, cancellation);
            return;
        }
        SignalFiles.RemoveAll(layout.Provisioning);
        SignalFiles.Write(layout.Provisioning, plan.Signal);
    }

    private async Task<ProvisioningProgress> BeginAsync(CancellationToken cancellation)
    {
        var backup = await source.SelectAsync(plan.Backup, plan.Target, cancellation);
        BackupMajor.Require(backup, plan.Major);
        if (Directory.Exists(layout.Provisioning))
        {
            line("removing what an earlier plan left in provisioning");
            Directory.Delete(layout.Provisioning, recursive: true);
            if (Directory.Exists(layout.Tablespaces)) Directory.Delete(layout.Tablespaces, recursive: true);
        }
        var progress = new ProvisioningProgress(PlanText, backup.Name, Fetched: false, Promoted: false);
        progress.Save(layout.Progress);
        return progress;
    }

    private async Task<ProvisioningProgress> FetchAsync(ProvisioningProgress progress, CancellationToken cancellation)
    {
        line($"fetching backup {progress.Backup}");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(plan.FetchTimeoutSeconds));
        Directory.CreateDirectory(
            layout.Provisioning, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var backup = await source.SelectAsync(progress.Backup, RecoveryTarget.Latest, cancellation);
        await source.FetchAsync(backup, layout.Provisioning, keepTablespaces: true, timeout.Token);
        SignalFiles.RemoveAll(layout.Provisioning);
        AutoConfiguration.StripFile(layout.Provisioning, synchronousToo: false);
        progress = progress with { Fetched = true };
        progress.Save(layout.Progress);
        return progress;
    }

    /// <summary>
    /// Replays, takes the claim, promotes with archiving on (else the new timeline's history would never be archived)
    /// and stops.
    /// </summary>
    private async Task RecoverAsync(ProvisioningProgress progress, CancellationToken cancellation)
    {
        var request = new RecoveryRequest
        {
            Data = layout.Provisioning,
            Target = plan.Target,
            Parameters = plan.Parameters,
            User = plan.User,
            ConfigFile = plan.ConfiguredInData ? null : paths.ConfigFile,
            Archive = source.Archive,
            DeadlineSeconds = plan.FetchTimeoutSeconds,
        };
        if (!WasPromotedBefore())
        {
            await using var server = await new RecoveryDriver(request, line, time).ReachAsync(cancellation);
            var control = Preflight.ReadControl(layout.Provisioning);
            await source.ClaimAsync(control, layout.Claim, takeOver: true, cancellation);
            line("promoting");
            await Promotion.PromoteAsync(server, plan.User, plan.FetchTimeoutSeconds, cancellation);
            await server.StopAsync();
        }
        (progress with { Promoted = true }).Save(layout.Progress);
    }

    /// <summary>
    /// A promotion removes standby.signal; the control file then is that of a primary, stopped or killed.
    /// </summary>
    private bool WasPromotedBefore()
    {
        if (!File.Exists(Path.Combine(layout.Provisioning, "backup_label.old")) || SignalFiles.Any(layout.Provisioning))
            return false;
        // A crash after the signal file went and before the server was in production leaves a recovery to go on with.
        return Preflight.ReadControl(layout.Provisioning).State
            is ClusterState.InProduction or ClusterState.ShutDown or ClusterState.ShuttingDown;
    }
}
