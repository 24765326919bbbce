using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// From a volume in whatever state to a server's command line, in the order of design section 5: lock, preflight, a
/// PGDATA that is there is checked and otherwise one is provisioned beside it and renamed when whole. Nothing but
/// data.new is ever removed.
/// </summary>
public sealed class Boot(
    ContainerPaths paths, BootPlan plan, DataLayout layout, IReadOnlyDictionary<string, string> environment,
    Func<IProvisioningSource> openSource, Action<string> line, TimeProvider time)
{
    private readonly Preflight _preflight = new(paths, text => line($"WARNING: {text}"));

    /// <summary>Program and arguments to exec.</summary>
    /// <exception cref="ArchiverException">BootRefused, with the ways on in its hint; or what the archive or a
    /// setting failed with.</exception>
    public async Task<IReadOnlyList<string>> PrepareAsync(
        IReadOnlyList<string> serverArguments, CancellationToken cancellation)
    {
        _preflight.CheckPlace(layout, plan.Major);
        TakeLock();
        if (layout.HasData) Update(_preflight.CheckData(layout, plan));
        else await ProvisionAsync(cancellation);
        Directory.CreateDirectory(layout.Postern);
        var raised = SignalFiles.Any(layout.Data)
            ? HotStandbyMinimums.Raise(layout.Data, ConfigFile, plan.Parameters)
            : [];
        foreach (var parameter in raised)
            line($"{parameter.Name} raised to {parameter.Value}, what the primary had");
        CheckConfiguration(raised);
        new RolePassword(plan, layout, ConfigFile, line).Apply();
        Say("starting", "starting the server");
        return ServerCommand.Build(paths, plan, layout.Data, raised, serverArguments);
    }

    private string? ConfigFile => plan.ConfiguredInData ? null : paths.ConfigFile;

    private void TakeLock()
    {
        DurableFolder.Create(layout.Postern);
        if (!ProcessCalls.TryLockForEver(layout.Lock))
            throw BootRefusal.Because(
                $"another server runs on this volume (it holds '{layout.Lock}')",
                "stop the other container; a server that was killed lets go when its last process has ended.");
    }

    private void Update(Marker marker)
    {
        if (Marker.Load(layout.Marker) != marker) marker.Save(layout.Marker);
    }

    private async Task ProvisionAsync(CancellationToken cancellation)
    {
        await using var source = plan.Archives ? openSource() : null;
        if (plan.Provision == "initdb")
        {
            if (source is not null)
            {
                RequireNoOtherData();
                await RequireEmptyAsync(source, cancellation);
            }
            Say("provisioning", "making a new cluster");
            await new InitdbProvisioner(paths, plan, environment, line, time).ProvisionAsync(layout.Provisioning,
                cancellation);
        }
        else
        {
            if (source is null) throw BootRefusal.Because("there is no archive to restore from",
                "give the container its plan and settings.");
            Say("provisioning", $"{plan.Provision} from the archive");
            await new RestoreProvisioner(paths, plan, layout, source, line, time).ProvisionAsync(cancellation);
        }
        var control = Preflight.ReadControl(layout.Provisioning);
        Marked(control).Save(layout.Marker);
        if (source is not null && plan is { Provision: "initdb", Scenario: "primary" })
            await source.ClaimAsync(control, layout.Claim, takeOver: false, cancellation);
        if (plan.Provision == "restore") RolePassword.Forget(layout);
        if (Directory.Exists(layout.Data)) Directory.Delete(layout.Data);
        DurableFile.Rename(layout.Provisioning, layout.Data);
        DurableFile.Delete(layout.Progress);
    }

    private Marker Marked(ControlFile control)
    {
        var versions = CollationVersions.OfImage();
        return new Marker
        {
            Scenario = plan.Scenario,
            Major = plan.Major,
            Glibc = versions.Glibc,
            Icu = versions.Icu,
            SystemIdentifier = control.SystemIdentifier.ToString(),
            Created = time.GetUtcNow(),
        };
    }

    /// <summary>
    /// Another major version's data on the volume, or data at another path: an empty database beside it would pass
    /// for the whole of it.
    /// </summary>
    private void RequireNoOtherData()
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true,
        };
        var other = Directory.EnumerateFiles(paths.Volume, "PG_VERSION", options)
            .FirstOrDefault(file => !file.StartsWith(layout.Provisioning + "/", StringComparison.Ordinal));
        if (other is null) return;
        throw BootRefusal.Because(
            $"there is no PGDATA at '{layout.Data}', but the volume holds a database in "
                + $"'{Path.GetDirectoryName(other)}'",
            "set postern:postgres back to that version (pg_upgrade or a dump brings the data over), or use a new "
                + "volume.");
    }

    private static async Task RequireEmptyAsync(IProvisioningSource source, CancellationToken cancellation)
    {
        const string waysOn = "to bring this database back set postern:bootstrap: restore; for a new one choose a "
            + "new archive prefix.";
        var location = source.Archive.Storage.Location;
        bool empty;
        try
        {
            empty = await source.IsEmptyAsync(cancellation);
        }
        catch (ArchiverException error) when (error.Code is not FailureCode.Interrupted)
        {
            throw BootRefusal.Because(
                $"there is no PGDATA, and the archive '{location}' did not say whether it is empty: {error.Message}",
                $"let the archive answer ({error.Hint.TrimEnd('.')}); then, if it holds this database, {waysOn}",
                    error);
        }
        if (!empty)
            throw BootRefusal.Because(
                $"there is no PGDATA, but the archive '{location}' is not empty: an empty database would take the "
                    + "place of the archived one",
                waysOn);
    }

    /// <summary>
    /// A configuration that the server would not start with is named here, before it fails without a reader.
    /// </summary>
    private void CheckConfiguration(IReadOnlyList<ServerParameter> raised)
    {
        ServerParameter[] parameters = [.. plan.Parameters, .. raised];
        var answer = ServerBinary.Query(layout.Data, ConfigFile, parameters, "work_mem");
        if (answer.ExitCode != 0)
            throw BootRefusal.Because(
                $"the server refuses its configuration: {Cause(answer.Error)}", "mend that setting, and run up again.");
        _preflight.CheckSharedMemory(name => Bytes(parameters, name));
    }

    private long? Bytes(ServerParameter[] parameters, string name)
    {
        var unit = name switch { "work_mem" => 1024L, "min_dynamic_shared_memory" => 1024L * 1024, _ => 1L };
        var answer = ServerBinary.Query(layout.Data, ConfigFile, parameters, name);
        return answer.ExitCode == 0 && long.TryParse(answer.Output.Trim(), out var value) ? value * unit : null;
    }

    /// <summary>The lines that say what is wrong, without the last one that only says that something is.</summary>
    private static string Cause(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Message).ToArray();
        var causes = lines.Where(one => !one.Contains("contains errors", StringComparison.Ordinal)).ToArray();
        return string.Join("; ", causes.Length > 0 ? causes : lines);

        static string Message(string text)
        {
            var at = text.IndexOf(":  ", StringComparison.Ordinal);
            return at < 0 ? text : text[(at + 3)..];
        }
    }

    private void Say(string state, string message)
    {
        line(message);
        new BootStatus(state, message, "", time.GetUtcNow()).Save(paths.StatusFile);
    }
}
