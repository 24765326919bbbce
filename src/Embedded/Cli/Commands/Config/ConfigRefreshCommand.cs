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
        // The newest operation wrote its state under the salt that its secrets were encrypted with, and a stack file
        // that was lost since may have been begun anew under another.
        var salt = session.ReadSnapshot(secrets: false).Salt ?? session.File.Salt;
        var file = salt is null ? StackFile.Empty : StackFile.Empty.WithSalt(salt);
        if (newest.RootElement.TryGetProperty("config", out var config))
        {
            foreach (var member in config.EnumerateObject())
            {
                var value = HistoryConfig.Read(member.Value);
                if (salt is null && value.HasSecret) throw NoSalt(session, member.Name);
                file = file.With(member.Name, value);
            }
        }
        if (File.Exists(session.FilePath) && !arguments.Bool("force"))
            DurableFile.WriteText(session.FilePath + ".bak", File.ReadAllText(session.FilePath));
        session.WriteFile(file);
        context.Say($"refreshed configuration for stack '{session.Name.Stack}'");
        return Task.FromResult(0);
    }

    private static UsageFailure NoSalt(StackSession session, string key) => new(
        $"'{key}' is a secret, and neither '{session.FilePath}' nor the stack's state has the salt that it was "
        + "encrypted with\nHINT: bring back the file's line 'encryptionsalt' from a copy, then run this again");
}
