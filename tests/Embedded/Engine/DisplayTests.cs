using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Display;
using Postern.Tests.TestKit;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine;

/// <summary>What users see, kept as texts in the repository; times are blinded.</summary>
public sealed class DisplayTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task A_first_preview()
    {
        await _stack.PreviewAsync(First);
        Match("first-preview.txt", _stack.Shown);
        await ShowAsync(First, new RunOptions { Preview = true }, Diff);
        Match("first-preview-diff.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_first_update()
    {
        await _stack.UpAsync(First, new RunOptions { Parallel = 1 });
        Match("first-update.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_preview_of_changes()
    {
        await _stack.UpAsync(First);
        await _stack.PreviewAsync(Second);
        Match("change-preview.txt", _stack.Shown);
        await ShowAsync(Second, new RunOptions { Preview = true }, Diff);
        Match("change-preview-diff.txt", _stack.Shown);
        await ShowAsync(Second, new RunOptions { Preview = true }, Json);
        Match("change-preview.json", _stack.Shown);
        await ShowAsync(Second, new RunOptions { Preview = true }, Tree);
        Match("change-preview-tree.txt", LastFrame(_stack.Shown));
    }

    [Fact]
    public async Task An_update_with_changes()
    {
        await _stack.UpAsync(First);
        await _stack.UpAsync(Second, new RunOptions { Parallel = 1 });
        Match("change-update.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_preview_without_changes()
    {
        await _stack.UpAsync(First);
        await _stack.PreviewAsync(First);
        Match("no-change-preview.txt", _stack.Shown);
        await ShowAsync(First, new RunOptions { Preview = true }, Diff);
        Match("no-change-preview-diff.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_failed_update()
    {
        _stack.Cloud.Failures["create db"] = "quota exceeded\nask for more";
        await _stack.UpAsync(First, new RunOptions { Parallel = 1 });
        Match("failed-update.txt", _stack.Shown);
        await ShowAsync(First, new RunOptions { Parallel = 1 }, Tree);
        Match("failed-update-tree.txt", LastFrame(_stack.Shown));
    }

    [Fact]
    public async Task A_program_with_messages()
    {
        await _stack.PreviewAsync(program =>
        {
            program.Monitor.Log(LogSeverity.Info, "using bucket postern-wal", null, false);
            program.Monitor.Log(LogSeverity.Warning, "the archive has no copy elsewhere", null, false);
            program.Monitor.Log(LogSeverity.Error, "bucket name \"x\" is not valid", null, false);
            return Task.CompletedTask;
        });
        Match("messages.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_refresh_with_drift()
    {
        await _stack.UpAsync(First);
        _stack.Cloud.Things["db-2"] = _stack.Cloud.Things["db-2"].With("size", new PropertyNumber(9)).Without("conf");
        await _stack.RunAsync(null, new RunOptions { Kind = RunKind.Refresh, Preview = true, Parallel = 1 }, Diff);
        Match("refresh-drift-diff.txt", _stack.Shown);
        await _stack.RefreshAsync(new RunOptions { Parallel = 1 });
        Match("refresh-drift.txt", _stack.Shown);
    }

    [Fact]
    public async Task A_destroy()
    {
        await _stack.UpAsync(First);
        await _stack.DestroyAsync(new RunOptions { Parallel = 1 });
        Match("destroy.txt", _stack.Shown);
    }

    private static async Task First(Declaration program)
    {
        var group = await program.ComponentAsync("primary");
        var password =
            await program.ThingAsync("password", Inputs(("length", new PropertyNumber(24))), options => options with
        {
            Parent = group,
            AdditionalSecretOutputs = ["made"],
        });
        var db = await program.ThingAsync(
            "db", Database("a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\n", 1, password.Outputs["made"]), options =>
            From("envs", password.Urn)(options) with { Parent = group });
        await program.ThingAsync("pet", null, options => options with { Parent = group });
        await program.OutputsAsync(
            ("host", new PropertyString("db")), ("password", password.Outputs["made"]), ("made", db.Outputs["made"]),
            ("server", Inputs(("port", new PropertyNumber(5432)), ("tls", new PropertyBool(true)))));
    }

    private static async Task Second(Declaration program)
    {
        var group = await program.ComponentAsync("primary");
        var password =
            await program.ThingAsync("password", Inputs(("length", new PropertyNumber(24))), options => options with
        {
            Parent = group,
            AdditionalSecretOutputs = ["made"],
        });
        var db = await program.ThingAsync(
            "db", Database("a = 1\nb = 2\nc = 3\nd = 5\ne = 5\nf = 6\ng = 7\n", 2, password.Outputs["made"])
            .With("key", new PropertyString("k")), options =>
                From("envs", password.Urn)(options) with { Parent = group });
        await program.ThingAsync(
            "port", Inputs(("max", new PropertyNumber(65535))), options => options with { Parent = group });
        await program.OutputsAsync(
            ("host", new PropertyString("db")), ("password", password.Outputs["made"]), ("made", db.Outputs["made"]),
            ("server", Inputs(("port", new PropertyNumber(5433)), ("tls", new PropertyBool(true)))));
    }

    private static PropertyMap Database(string conf, double size, PropertyValue password) => Inputs(
        ("conf", new PropertyString(conf)), ("size", new PropertyNumber(size)),
        ("envs", new PropertyList([new PropertyString("PGDATA=/data"), new PropertySecret(password.Plain)])),
        ("ports", new PropertyList(
            [Inputs(("external", new PropertyNumber(15432)), ("ip", new PropertyString("127.0.0.1")))])));

    private static DiffDisplay Diff(DisplayOptions options, TextWriter output) =>
        new(options, new Ink(false), output, TextWriter.Null);

    private static TreeDisplay Tree(DisplayOptions options, TextWriter output) =>
        new(options, new Ink(false), output, 110, TimeProvider.System);

    private static PreviewJson Json(DisplayOptions options, TextWriter output) =>
        new(options, new SortedDictionary<string, string> { ["proj:token"] = "[secret]" }, output);

    private Task<RunResult> ShowAsync(
        Func<Declaration, Task> program, RunOptions options, Func<DisplayOptions, TextWriter, IRunDisplay> display) =>
        _stack.RunAsync(program, options, display);

    /// <summary>What is on the screen at the end: the title, and everything from the last redrawing on.</summary>
    private static string LastFrame(string shown)
    {
        var title = shown[..(shown.IndexOf('\n') + 1)];
        var head = shown.LastIndexOf("     Type", StringComparison.Ordinal);
        return title + shown[head..].Replace("\e[K", "", StringComparison.Ordinal);
    }

    private static void Match(string name, string shown)
    {
        var blinded = System.Text.RegularExpressions.Regex.Replace(shown, @"\(\d+(\.\d+)?s\)", "(0s)");
        blinded = System.Text.RegularExpressions.Regex.Replace(blinded, @"\d{4}-\d\d-\d\dT[0-9:.]+Z", "(time)");
        blinded = System.Text.RegularExpressions.Regex.Replace(blinded, @"provider-\d+-\d+", "provider-id");
        Snapshot.Matches($"tests/Embedded/Engine/Snapshots/{name}", blinded);
    }
}
