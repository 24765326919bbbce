using System.CommandLine;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st: the objects of the archive as they are, for people who know what they do.</summary>
internal static class StorageToolsCommand
{
    public static Command Create(CommandHost host) => new Verb(
        "st", "Looks at and handles single objects of the archive.", "archiver st ls -r wal_005/")
    {
        StorageListCommand.Create(host),
        StorageListCommand.CreateStat(host),
        StorageReadCommand.CreateCat(host),
        StorageReadCommand.CreateGet(host),
        StoragePutCommand.Create(host),
        StorageRemoveCommand.Create(host),
        StorageCheckCommand.Create(host),
    };
}
