using System.Collections.Immutable;
using System.Text.Json;
using Postern.Durability;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>One stack of the project: its file, its state, its keys.</summary>
public sealed class StackSession
{
    private StackSession(CliContext context, StackName name)
    {
        Context = context;
        Name = name;
        FilePath = context.Project.StackFilePath(name.Stack);
        File = System.IO.File.Exists(FilePath) ? StackFile.Parse(System.IO.File.ReadAllText(FilePath))
            : StackFile.Empty;
        if (File.Salt is { } salt) context.Keys.Warm(salt);
    }

    public CliContext Context { get; }

    public StackName Name { get; }

    public string FilePath { get; }

    public StackFile File { get; private set; }

    /// <summary>
    /// The stack that a command is about: the flag's, the environment's or the selected one. With
    /// <paramref name="mayBeNew"/> a stack that only has its file counts, too; otherwise a missing one is exit code 6.
    /// </summary>
    public static StackSession Open(CliContext context, string? flag, bool mayBeNew = false)
    {
        var name = Resolve(context, flag ?? context.Environment.Stack);
        var session = new StackSession(context, name);
        if (context.Store.Exists(name)) return session;
        if (mayBeNew && System.IO.File.Exists(session.FilePath)) return session;
        throw new UsageFailure($"no stack named '{name.Stack}' found", 6);
    }

    /// <summary>A stack that is about to be made.</summary>
    public static StackSession New(CliContext context, string name) => new(context, Resolve(context, name));

    public static StackName Resolve(CliContext context, string? text)
    {
        if (text is null)
        {
            return SelectedStack.Read(context) ?? throw new UsageFailure(
                "no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one");
        }
        return StackName.Parse(text, context.Project.Name) ?? throw new UsageFailure(
            text.Contains('/')
                ? "organization name must be 'organization'"
                : $"a stack name may only contain alphanumeric, hyphens, underscores, or periods: invalid character " +
                    $"in '{text}'");
    }

    /// <summary>Writes the first state of a stack that has none, under the file's salt; the file gets one when it has
    /// none.</summary>
    public void Create()
    {
        var crypter = EnsureSalt();
        var writer = new SnapshotWriter(crypter);
        var store = Context.Store;
        var first = $$$"""{"version":0,"checkpoint":{"stack":"{{{Name.Qualified}}}"}}""";
        store.WriteCheckpoint(Name, first, keepOld: false);
        var empty = Snapshot.Empty with { Manifest = new SnapshotManifest(
            StateTime.Format(Context.Time.GetUtcNow()), EngineVersion.Text) };
        store.WriteCheckpoint(Name, writer.Checkpoint(empty, Name.Qualified), keepOld: true);
        Context.Error.Write($"Created stack '{Name.Stack}'\n");
    }

    /// <summary>The key of the stack file; a new salt is made and written when the file has none.</summary>
    public SecretCrypter EnsureSalt()
    {
        if (File.Salt is { } salt) return Context.Keys.Open(salt);
        var crypter = Context.Keys.Create();
        WriteFile(File.WithSalt(crypter.Salt));
        return crypter;
    }

    public void WriteFile(StackFile file)
    {
        DurableFile.WriteText(FilePath, file.Text);
        File = file;
    }

    public void RemoveFile() => DurableFile.Delete(FilePath);

    /// <summary>The right to change the stack; raises <see cref="StateFailure"/> when somebody else has it.</summary>
    public StackLock Lock()
    {
        var holder = new LockHolder(
            Environment.ProcessId, Environment.UserName, Environment.MachineName,
            StateTime.Format(Context.Time.GetUtcNow()));
        var held = StackLock.Take(Context.Store, Name, holder, CliContext.NewId());
        foreach (var ended in held.Ended)
        {
            Context.Error.Write(
                $"warning: took over the lock of {ended.UserName}@{ended.HostName} (pid {ended.ProcessId}) of "
                + $"{ended.Timestamp}: that process was killed\n");
        }
        return held;
    }

    /// <summary>Writes a changed state outside of a run; the file as it was becomes <c>.bak</c>.</summary>
    /// <exception cref="StateFailure">It breaks an invariant, and is not <paramref name="forced"/>.</exception>
    public void Write(Snapshot snapshot, bool forced = false)
    {
        if (!forced) SnapshotInvariants.Verify(snapshot);
        Context.Store.WriteCheckpoint(
            Name, new SnapshotWriter(EnsureSalt()).Checkpoint(snapshot, Name.Qualified), keepOld: true);
    }

    /// <summary>The state to be edited, with its secrets. One that is not sound is refused: the manifest is written
    /// anew, and whoever came later could not tell that somebody had changed the file.</summary>
    /// <exception cref="StateFailure">It breaks an invariant.</exception>
    public Snapshot ReadForEdit()
    {
        var snapshot = ReadSnapshot(secrets: true);
        SnapshotInvariants.Verify(snapshot);
        return snapshot;
    }

    /// <summary>The state; secrets are opened with its own salt, or stay masked without
    /// <paramref name="secrets"/>.</summary>
    public Snapshot ReadSnapshot(bool secrets)
    {
        using var json = Context.Store.ReadCheckpoint(Name);
        return json is null ? Snapshot.Empty : Read(json.RootElement, secrets ? Context.Keys.Open : null);
    }

    public static Snapshot Read(JsonElement root, Func<string, SecretCrypter>? open) => new SnapshotReader(open).Read(
        root, root.TryGetProperty("checkpoint", out var checkpoint)
            && checkpoint.TryGetProperty("latest", out var latest) ? latest : null);

    /// <summary>The stack's settings by qualified key, with the project's defaults; checked against the project's
    /// schema.</summary>
    public ImmutableSortedDictionary<string, ConfigNode> Settings()
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var (key, value) in File.Config) settings[Context.Project.QualifiedKey(key)] = value;
        ConfigSetting.Validate(Name.Stack, Context.Project.Schema, settings);
        foreach (var (key, setting) in Context.Project.Schema)
        {
            if (setting.Default is { } value && !settings.ContainsKey(key)) settings[key] = value;
        }
        return settings.ToImmutable();
    }

    /// <summary>A secret's text, read with the file's salt.</summary>
    public string Reveal(ConfigSecret secret) => File.Salt is { } salt
        ? Context.Keys.Open(salt).Decrypt(secret.Ciphertext)
        : throw new SecretFailure($"'{FilePath}' holds a secret and no encryptionsalt");

    /// <summary>Outputs of another stack, or null when there is none; secrets that the phrase does not open are left
    /// out.</summary>
    public PropertyMap? ReadOutputs(string reference)
    {
        var name = StackName.Parse(reference, Context.Project.Name)
            ?? throw new StateFailure("organization name must be 'organization'");
        using var json = Context.Store.ReadCheckpoint(name);
        if (json is null) return null;
        try
        {
            return Read(json.RootElement, Context.Keys.Open).Stack?.Outputs ?? PropertyMap.Empty;
        }
        catch (SecretFailure)
        {
            Context.Error.Write($"warning: eliding undecryptable secrets for stack reference '{reference}'\n");
            var outputs = Read(json.RootElement, null).Stack?.Outputs ?? PropertyMap.Empty;
            return PropertyMap.From(outputs.Where(entry => entry.Value is not PropertySecret));
        }
    }
}
