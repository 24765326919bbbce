using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;

namespace Postern.Tests.Embedded.Engine;

/// <summary>A stack over a <see cref="MemoryCloud"/> whose state passes through its JSON form at every save, as a
/// file's would.</summary>
public sealed class TestStack : IStateSaver
{
    // One derivation for all tests: it is slow on purpose.
    private static readonly Lazy<SecretCrypter> Crypter = new(() => SecretCrypter.Create("phrase", Randomness));
    private static int _counter;

    public static SecretCrypter Keys => Crypter.Value;

    private int _ids;

    public MemoryCloud Cloud { get; } = new();

    public StackName Name { get; } = new("proj", "dev");

    /// <summary>The file's text; null before the first save.</summary>
    public string? File { get; set; }

    public int Saves { get; private set; }

    /// <summary>Called before each save with its number; an exception is a crash.</summary>
    public Action<int>? OnSave { get; set; }

    public Func<string, PropertyMap?> OtherStacks { get; set; } = _ => null;

    public CancellationTokenSource Stop { get; private set; } = new();

    public List<EngineEvent> Events { get; } = [];

    /// <summary>The text that the progress display printed in the last run.</summary>
    public string Shown { get; private set; } = "";

    public Snapshot State => Read(File);

    public static Snapshot Read(string? file)
    {
        if (file is null) return Snapshot.Empty;
        using var json = JsonDocument.Parse(file);
        var root = json.RootElement;
        return new SnapshotReader(_ => Keys).Read(root, root.GetProperty("checkpoint").GetProperty("latest"));
    }

    public void Save(Snapshot snapshot)
    {
        Saves++;
        OnSave?.Invoke(Saves);
        File = new SnapshotWriter(Keys).Checkpoint(snapshot, Name.Qualified);
    }

    public Task<RunResult> UpAsync(Func<Declaration, Task> program, RunOptions? options = null) =>
        RunAsync(program, options ?? new RunOptions());

    public Task<RunResult> PreviewAsync(Func<Declaration, Task> program, RunOptions? options = null) =>
        RunAsync(program, (options ?? new RunOptions()) with { Preview = true });

    public Task<RunResult> DestroyAsync(RunOptions? options = null) =>
        RunAsync(null, (options ?? new RunOptions()) with { Kind = RunKind.Destroy });

    public Task<RunResult> RefreshAsync(RunOptions? options = null) =>
        RunAsync(null, (options ?? new RunOptions()) with { Kind = RunKind.Refresh });

    public async Task<RunResult> RunAsync(
        Func<Declaration, Task>? program, RunOptions options, Func<DisplayOptions, TextWriter,
        IRunDisplay>? display = null)
    {
        Events.Clear();
        Stop = new CancellationTokenSource();
        var text = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        var stackUrn = Urn.Make(Name.Stack, Name.Project, null, Urn.StackType, $"{Name.Project}-{Name.Stack}");
        var shown = new DisplayOptions(options.Kind, options.Preview, Name.Stack, stackUrn);
        var show = display?.Invoke(shown, text) ?? new ProgressDisplay(shown, new Ink(false), text);
        var run = new RunContext
        {
            Stack = Name,
            Options = options,
            Events = new Recorder(Events, show),
            Time = TimeProvider.System,
            NewId = () => $"provider-{Interlocked.Increment(ref _counter)}-{Interlocked.Increment(ref _ids)}",
            Stop = Stop.Token,
        };
        show.Begin();
        var deployment = new Deployment(run, Create, options.Preview ? null : this, "test");
        var start = State;
        var result = await deployment.RunAsync(
            start, program is null ? null : new DeclaredProgram(program), monitor => new ProgramContext(
                "organization", Name.Project, Name.Stack, options.Preview, options.Parallel, "/",
                ImmutableSortedDictionary<string, string>.Empty, [], monitor));
        show.End(result, 1);
        Shown = text.ToString();
        return result;
    }

    public ResourceState Find(string name) =>
        State.Resources.Single(resource => !resource.Delete && Urn.NameOf(resource.Urn) == name);

    public IEnumerable<string> Errors => Events.OfType<Message>()
        .Where(message => message.Severity == LogSeverity.Error).Select(message => message.Text);

    public static byte[] Randomness(int count) => System.Security.Cryptography.RandomNumberGenerator.GetBytes(count);

    private IProvider? Create(string package) => package switch
    {
        "mem" => new MemoryProvider(Cloud),
        "pulumi" => new StackReferenceProvider(OtherStacks),
        _ => null,
    };

    private sealed class Recorder(List<EngineEvent> events, IEngineEvents next) : IEngineEvents
    {
        public void Publish(EngineEvent happening)
        {
            events.Add(happening);
            next.Publish(happening);
        }
    }
}
