using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st cat (raw unless told otherwise) and st get (decoded unless told otherwise), as in WAL-G.</summary>
internal static class StorageReadCommand
{
    public static Command CreateCat(CommandHost host)
    {
        var path = new Argument<string>("relative_object_path") { Description = "an object's name" };
        var decrypt = new Option<bool>("--decrypt") { Description = "decrypt it" };
        var decompress = new Option<bool>("--decompress") { Description = "decompress it, by its extension" };
        var verb = new Verb(
            "cat", "Writes an object to standard output.", "archiver st cat postern_001/owner.json")
        {
            path, decrypt, decompress,
        };
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            await using var content = await OpenAsync(
                archive, context.Arguments.GetRequiredValue(path), context.Arguments.GetValue(decrypt),
                context.Arguments.GetValue(decompress), context.Cancellation);
            await using var output = CommandOutput.OpenBytes();
            await content.CopyToAsync(output, context.Cancellation);
        });
        return verb;
    }

    public static Command CreateGet(CommandHost host)
    {
        var path = new Argument<string>("relative_object_path") { Description = "an object's name" };
        var destination = new Argument<string>("destination_path")
            { Description = "a file that is not there yet, or a folder" };
        var raw = new Option<bool>("--no-decrypt") { Description = "do not decrypt it" };
        var packed = new Option<bool>("--no-decompress") { Description = "do not decompress it" };
        var verb = new Verb(
            "get", "Copies an object into a file.", "archiver st get wal_005/000000010000000000000001.lz4 /tmp/segment")
        {
            path, destination, raw, packed,
        };
        host.Handle(verb, async context =>
        {
            var name = context.Arguments.GetRequiredValue(path);
            var target = context.Arguments.GetRequiredValue(destination);
            if (Directory.Exists(target)) target = Path.Combine(target, Path.GetFileName(name));
            await using var archive = context.OpenArchive();
            await using var content = await OpenAsync(
                archive, name, !context.Arguments.GetValue(raw), !context.Arguments.GetValue(packed),
                context.Cancellation);
            var written = await DurableFile.WriteAsync(
                target, (file, token) => content.CopyToAsync(file, token), context.Cancellation,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, DurableWriteMode.CreateOnly);
            if (!written)
                throw new ArchiverException(
                    FailureCode.TargetNotEmpty, $"file '{target}' is there already", "name another file.");
        });
        return verb;
    }

    private static async Task<Stream> OpenAsync(
        Archive archive, string name, bool decrypt, bool decompress, CancellationToken cancellation)
    {
        var stored = await archive.Storage.StatAsync(name, cancellation) ?? throw StorageListCommand.Missing(name);
        return await archive.OpenAsync(archive.Classify(stored)!, decrypt, decompress, cancellation);
    }
}
