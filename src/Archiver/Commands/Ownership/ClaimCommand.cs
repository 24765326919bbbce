using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Ownership;

/// <summary>claim: makes this copy of the cluster the one that writes, and says who it is.</summary>
internal static class ClaimCommand
{
    public static Command Create(CommandHost host)
    {
        var directory = new Argument<string?>("db_directory")
        {
            Description = "the data directory, else PGDATA", Arity = ArgumentArity.ZeroOrOne,
        };
        var adopt = new Option<bool>("--adopt")
            { Description = "take an archive that another cluster owns or that says nothing" };
        var move = new Option<bool>("--move")
            { Description = "take it from another copy of this cluster: after a failover" };
        var show = new Option<bool>("--show") { Description = "only say who owns the archive" };
        var verb = new Verb(
            "claim", "Makes this copy of the cluster the one that may write into the archive.",
            "archiver claim /var/lib/postgresql/17/data\narchiver claim --move /var/lib/postgresql/17/data")
        {
            directory, adopt, move, show,
        };
        host.Handle(verb, async context =>
        {
            var arguments = context.Arguments;
            if (arguments.GetValue(adopt) && arguments.GetValue(move))
                throw new ArchiverException(
                    FailureCode.Usage, "--adopt and --move exclude each other",
                    "use --move after a failover of one cluster.");
            var data = arguments.GetValue(directory) is { } named
                ? new DataDirectory(named)
                : DataDirectory.Find(context.Settings, System.Environment.CurrentDirectory)
                    ?? throw new ArchiverException(
                    FailureCode.SettingMissing, "no data directory is known", "name it, or set PGDATA.");
            var control = data.ReadControl();
            await using var archive = context.OpenArchive();
            var ownership = new ArchiveOwnership(
                archive, ClaimFile.Locate(context.Settings, data), context.Time, ArchiveOwnership.RandomClaim);
            if (!arguments.GetValue(show))
            {
                if (arguments.GetValue(move))
                    await ownership.MoveAsync(control.SystemIdentifier, control.Major, context.Cancellation);
                else
                    await ownership.ClaimAsync(
                        control.SystemIdentifier, control.Major, arguments.GetValue(adopt), context.Cancellation);
            }
            var state = await ownership.CheckAsync(context.Cancellation);
            context.Output.Answer.WriteLine(state.Owner is { } owner
                ? $"'{archive.Storage.Location}' belongs to system {owner.SystemIdentifier} since {owner.Created:u}; "
                    + $"this copy {(state.IsHeld ? "holds" : "does not hold")} the claim"
                : $"'{archive.Storage.Location}' has no owner");
        });
        return verb;
    }
}
