using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st rm: one object, or with a trailing slash everything in a folder. Sentinels go first, so that no backup
/// looks whole.</summary>
internal static class StorageRemoveCommand
{
    public static Command Create(CommandHost host)
    {
        var prefix = new Argument<string>("prefix")
            { Description = "an object's name, or a folder with a slash at its end" };
        var verb = new Verb("rm", "Removes an object or a folder.",
            "archiver st rm wal_005/000000010000000000000001.lz4")
        {
            prefix,
        };
        host.Handle(verb, async context =>
        {
            var name = context.Arguments.GetRequiredValue(prefix);
            await using var archive = context.OpenArchive();
            var names = new List<string>();
            if (!name.EndsWith('/') && await archive.Storage.StatAsync(name, context.Cancellation) is not null)
            {
                names.Add(name);
            }
            else
            {
                await foreach (var stored in archive.Storage.ListAsync(
                    name.TrimEnd('/') + "/", recursive: true, context.Cancellation)) names.Add(stored.Name);
            }
            if (names.Count == 0)
                throw new ArchiverException(
                    FailureCode.StorageMissing, $"object or folder '{name}' is not in the archive",
                    "see `archiver st ls -r`.");
            await archive.Storage.DeleteAsync(
                [.. names.OrderByDescending(one => one.EndsWith(ArchiveLayout.SentinelSuffix,
                StringComparison.Ordinal))],
                context.Cancellation);
        });
        return verb;
    }
}
