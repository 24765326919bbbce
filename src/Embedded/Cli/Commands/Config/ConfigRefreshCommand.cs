using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Durability;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Projects;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config refresh</c>: the stack file as the newest operation saw it; the file that is there is kept as
/// <c>.bak</c>.</summary>
public sealed class ConfigRefreshCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config refresh", "", "Update the local configuration based on the most recent deployment of the stack",
        [
            ConfigKeys.StackFlag,
            FlagSpec.Bool("force", "Overwrite configuration file, if it exists, without backup", 'f'),
        ]);

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        using var newest = StackHistory.Read(context.Store, session.Name).FirstOrDefault()
            ?? throw new UsageFailure("no previous deployment");
        var file = session.File.Salt is { } salt ? StackFile.Empty.WithSalt(salt) : StackFile.Empty;
        if (newest.RootElement.TryGetProperty("config", out var config))
        {
            foreach (var member in config.EnumerateObject())
                file = file.With(member.Name, HistoryConfig.Read(member.Value));
        }
        if (File.Exists(session.FilePath) && !arguments.Bool("force"))
            DurableFile.WriteText(session.FilePath + ".bak", File.ReadAllText(session.FilePath));
        session.WriteFile(file);
        context.Say($"refreshed configuration for stack '{session.Name.Stack}'");
        return Task.FromResult(0);
    }
}
