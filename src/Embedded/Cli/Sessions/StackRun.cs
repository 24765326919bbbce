using System.Collections.Immutable;
using System.Globalization;
using Postern.Embedded.Cli.Crashes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Programs;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>Previews and runs over one stack within one command: settings and keys are read once.</summary>
public sealed class StackRun(
    StackSession session, ImmutableSortedDictionary<string, string> config, ImmutableHashSet<string> secretKeys)
{
    private IProgram? _program;

    /// <summary>Reads the settings; failures carry the prefix that the CLI gives them.</summary>
    public static StackRun Prepare(StackSession session)
    {
        try
        {
            var settings = session.Settings();
            if (session.File.Salt is { } salt) session.Context.Keys.Open(salt);
            var secrets = settings.Where(entry => entry.Value.HasSecret).Select(entry => entry.Key)
                .ToImmutableHashSet();
            var texts = settings.ToImmutableSortedDictionary(
                entry => entry.Key, entry => ConfigJson.ValueText(entry.Value, session.Reveal), StringComparer.Ordinal);
            return new StackRun(session, texts, secrets);
        }
        catch (SecretFailure failure)
        {
            throw new ProjectFailure($"getting stack configuration: get stack secrets manager: {failure.Message}");
        }
    }

    /// <summary>The settings as they may be shown.</summary>
    public IReadOnlyDictionary<string, string> MaskedConfig() => config.ToImmutableSortedDictionary(
        entry => entry.Key, entry => secretKeys.Contains(entry.Key) ? "[secret]" : entry.Value, StringComparer.Ordinal);

    /// <summary>One run with its display; nothing is written for a preview.</summary>
    public async Task<RunResult> RunAsync(RunOptions options, Func<DisplayOptions, IRunDisplay> createDisplay)
    {
        var context = session.Context;
        var start = session.ReadSnapshot(secrets: true);
        var saver = options.Preview ? null : new FileStateSaver(context.Store, session.Name, session.EnsureSalt());
        var run = new RunContextFactory(session, options, ProviderSettings()).Create(createDisplay, out var display);
        display.Begin();
        var (began, clock) = (context.Time.GetUtcNow(), context.Time.GetTimestamp());
        var deployment = new Deployment(run, CreateProvider, Crashing(saver), EngineVersion.Text);
        var program = options.Kind == RunKind.Update ? _program ??= context.Program ?? StackProgram.Find(context)
            : null;
        var result = await deployment.RunAsync(start, program, monitor => ProgramContextOf(monitor, options));
        display.End(result, context.Time.GetElapsedTime(clock).TotalSeconds);
        if (saver?.Last is { } checkpoint) Record(options, began, result, checkpoint);
        return result;
    }

    private ProgramContext ProgramContextOf(IResourceMonitor monitor, RunOptions options) => new(
        StackName.Organization, session.Name.Project, session.Name.Stack, options.Preview, options.Parallel,
        session.Context.Project.Folder, config, secretKeys, monitor);

    private IStateSaver? Crashing(IStateSaver? saver) =>
        saver is not null && session.Context.Environment.Crash is { } crash ? new CrashingSaver(saver, crash) : saver;

    private IProvider? CreateProvider(string package) =>
        package == "pulumi" ? new StackReferenceProvider(session.ReadOutputs) : session.Context.CreateProvider(package);

    /// <summary>Settings outside the project's namespace belong to providers.</summary>
    private ImmutableDictionary<string, PropertyMap> ProviderSettings()
    {
        var settings = ImmutableDictionary<string, PropertyMap>.Empty;
        foreach (var (key, text) in config)
        {
            var (package, name) =
                (key[..key.IndexOf(':', StringComparison.Ordinal)],
                key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            if (package == session.Name.Project) continue;
            PropertyValue value = text is ['{' or '[', ..] ? PropertyJson.Parse(text) : new PropertyString(text);
            if (secretKeys.Contains(key)) value = new PropertySecret(value);
            settings = settings.SetItem(
                package, settings.GetValueOrDefault(package, PropertyMap.Empty).With(name, value));
        }
        return settings;
    }

    private void Record(RunOptions options, DateTimeOffset began, RunResult result, string checkpoint)
    {
        var json = new JsonText().BeginObject();
        foreach (var (key, value) in session.File.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.Name(session.Context.Project.QualifiedKey(key));
            ConfigJson.Write(
                json, value, (text, secret) => text.BeginObject().Member("secure", secret.Ciphertext).EndObject());
        }
        var kind = options.Kind.ToString().ToLower(CultureInfo.InvariantCulture);
        var entry = new HistoryEntry(
            kind, began, session.Context.Time.GetUtcNow(), result.Succeeded, json.EndObject().ToString(),
            result.Changes,
            RunEnvironment.Of(session.Context.Environment, session.Context.Flags));
        StackHistory.Record(session.Context.Store, session.Name, entry, checkpoint);
    }
}
