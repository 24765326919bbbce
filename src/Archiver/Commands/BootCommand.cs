using System.CommandLine;
using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Commands;

/// <summary>boot: the entry point of a PostgreSQL container. It ends by becoming the server.</summary>
internal static class BootCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb(
            "boot", "Provisions PGDATA as the boot plan says and becomes the server (entry point of a container).",
            "archiver boot postgres") { TreatUnmatchedTokensAsErrors = false };
        // The server's arguments are passed on as they are; no parser may reorder them.
        host.Handle(verb, context => RunAsync(
            context, host.Environment, new ContainerPaths(), [.. host.Flags.Rest.Skip(1)]));
        return verb;
    }

    private static async Task<int> RunAsync(
        CommandContext context, IReadOnlyDictionary<string, string> environment, ContainerPaths paths,
        IReadOnlyList<string> arguments)
    {
        // As the official image: an option is the server's, another program is what the user wants instead.
        if (arguments is [var program, ..] && program != "postgres" && !program.StartsWith('-'))
            ProcessCalls.Execute(program, arguments);
        var more = arguments is ["postgres", ..] ? arguments.Skip(1) : arguments;
        if (more.Any(one => one is "--version" or "-V" or "--help" or "-?" or "--describe-config" or "-C"))
            ProcessCalls.Execute("postgres", ["postgres", .. more]);
        DurableFile.Delete(paths.StatusFile);
        void Line(string text) => context.Output.Notes.WriteLine($"boot: {text}");
        try
        {
            var (plan, layout) = Plan(environment, paths);
            var boot = new Boot(
                paths, plan, layout, environment,
                () => new ArchiveProvisioning(context.OpenArchive(), layout.Tablespaces, context.ProgressLines,
                    context.Time),
                Line, context.Time);
            var command = await boot.PrepareAsync([.. more], context.Cancellation);
            await context.Output.Notes.FlushAsync();
            ProcessCalls.SetEnvironment("PGDATA", layout.Data);
            ProcessCalls.Execute(command[0], command);
            return (int)FailureCode.Unexpected;
        }
        catch (Exception error) when (!context.Cancellation.IsCancellationRequested)
        {
            var failure = Entry.Classify(error, isInterrupted: false);
            new BootStatus("refused", failure.Message, failure.Hint, context.Time.GetUtcNow()).Save(paths.StatusFile);
            throw;
        }
    }

    private static (BootPlan Plan, DataLayout Layout) Plan(
        IReadOnlyDictionary<string, string> environment, ContainerPaths paths)
    {
        if (File.Exists(paths.BootPlanFile))
        {
            var plan = BootPlanReader.Read(paths);
            return (plan, DataLayout.For(paths, plan.Major));
        }
        // The settings volume came back empty: as the official image this container would serve without its archive.
        if (File.Exists(paths.SettingsFile))
            throw BootRefusal.Because(
                $"the container has an archive's settings, and '{paths.Settings}' has no boot plan",
                "run the up again: it fills the settings volume.");
        var major = ServerBinary.Major() ?? throw new ArchiverException(
            FailureCode.BootRefused, "the image has no 'postgres' on PATH", "use the image that the program builds.");
        var layout = environment.GetValueOrDefault("PGDATA") is { Length: > 0 } data
            ? new DataLayout(data) : DataLayout.For(paths, major);
        return (BootPlanReader.FromEnvironment(environment, paths, major, layout.HasData), layout);
    }
}
