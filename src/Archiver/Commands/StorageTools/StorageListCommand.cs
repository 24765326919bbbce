using System.CommandLine;
using System.Globalization;
using Postern.Archiver.Commands.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st ls and st stat: names, sizes and times, in WAL-G's columns.</summary>
internal static class StorageListCommand
{
    /// <summary>Folders have no time: Go's zero.</summary>
    private const string FolderTime = "0001-01-01 00:00:00 +0000 UTC";

    private static readonly string[] Titles = ["type", "size", "last modified", "name"];

    public static Command Create(CommandHost host)
    {
        var folder = new Argument<string>("relative_folder_path")
        {
            Description = "a folder, like wal_005/", Arity = ArgumentArity.ZeroOrOne,
        };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "with the folders below" };
        var verb = new Verb("ls", "Lists objects and folders.", "archiver st ls wal_005/") { folder, recursive };
        host.Handle(verb, async context =>
        {
            var path = context.Arguments.GetValue(folder)?.Trim('/') is { Length: > 0 } named ? named + "/" : "";
            await using var archive = context.OpenArchive();
            var rows = new List<string[]> { Titles };
            var folders = new SortedSet<string>(StringComparer.Ordinal);
            var isRecursive = context.Arguments.GetValue(recursive);
            // A store tells its folders by the names below them.
            await foreach (var stored in archive.Storage.ListAsync(path, recursive: true, context.Cancellation))
            {
                var name = stored.Name[path.Length..];
                var slash = name.IndexOf('/', StringComparison.Ordinal);
                if (isRecursive || slash < 0) rows.Add(Row(stored, name));
                else folders.Add(name[..(slash + 1)]);
            }
            // As WAL-G lists: a level of folders after the other.
            rows = [Titles, .. rows.Skip(1).OrderBy(row => row[^1].Count(letter => letter == '/'))];
            rows.InsertRange(1, folders.Select(name => new[] { "dir", "0", FolderTime, name }));
            TextTable.WriteTerminated(context.Output.Answer, rows);
        });
        return verb;
    }

    public static Command CreateStat(CommandHost host)
    {
        var path = new Argument<string>("relative_object_path") { Description = "an object's name" };
        var verb = new Verb("stat", "Shows one object.", "archiver st stat postern_001/owner.json") { path };
        host.Handle(verb, async context =>
        {
            var name = context.Arguments.GetRequiredValue(path);
            await using var archive = context.OpenArchive();
            var stored = await archive.Storage.StatAsync(name, context.Cancellation) ?? throw Missing(name);
            TextTable.WriteTerminated(context.Output.Answer, [Titles, Row(stored, name)]);
        });
        return verb;
    }

    public static ArchiverException Missing(string name) => new(
        FailureCode.StorageMissing, $"object '{name}' is not in the archive", "see `archiver st ls -r`.");

    private static string[] Row(StoredObject stored, string name) =>
    [
        "obj", stored.SizeBytes.ToString(CultureInfo.InvariantCulture),
        // Go's text of a time: RFC 3339's digits, a blank for the T and the zone spelled out.
        stored.Modified.ToString().Replace('T', ' ').Replace("Z", " +0000 UTC", StringComparison.Ordinal),
        name,
    ];
}
