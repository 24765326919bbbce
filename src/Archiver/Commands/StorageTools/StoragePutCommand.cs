using System.CommandLine;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st put: a file becomes an object, compressed and encrypted like a payload unless told otherwise.</summary>
internal static class StoragePutCommand
{
    public static Command Create(CommandHost host)
    {
        var source = new Argument<string>("local_path")
            { Description = "a file; with -s only the object's name is given" };
        var destination = new Argument<string?>("destination_path")
        {
            Description = "the object's name", Arity = ArgumentArity.ZeroOrOne,
        };
        var force = new Option<bool>("--force", "-f") { Description = "replace an object that is there" };
        var input = new Option<bool>("--read-stdin", "-s") { Description = "read standard input instead of a file" };
        var plain = new Option<bool>("--no-compress") { Description = "as it is, without an extension" };
        var open = new Option<bool>("--no-encrypt") { Description = "not encrypted" };
        var verb = new Verb("put", "Stores a file as an object.",
            "archiver st put 00000002.history wal_005/00000002.history")
        {
            source, destination, force, input, plain, open,
        };
        host.Handle(verb, async context =>
        {
            var arguments = context.Arguments;
            var isInput = arguments.GetValue(input);
            var name = isInput
                ? arguments.GetValue(destination) ?? arguments.GetRequiredValue(source)
                : arguments.GetValue(destination) ?? throw new ArchiverException(
                    FailureCode.Usage, "the object's name is missing", "see `archiver st put --help`.");
            await using var archive = context.OpenArchive();
            var objectName = arguments.GetValue(plain) ? name : archive.ObjectName(name);
            var mode = arguments.GetValue(force) ? PutMode.Replace : PutMode.CreateOnly;
            // A stream can be read once only, and a retry of the store reads again.
            byte[]? content = isInput ? await ReadInputAsync(context.Cancellation) : null;
            var stored = await archive.PutRawAsync(
                objectName, mode, !arguments.GetValue(open), !arguments.GetValue(plain),
                async (stream, token) =>
                {
                    await using Stream from = content is not null
                        ? new MemoryStream(content, writable: false)
                        : File.OpenRead(arguments.GetRequiredValue(source));
                    await from.CopyToAsync(stream, token);
                },
                context.Cancellation);
            if (!stored)
                throw new ArchiverException(
                    FailureCode.ObjectDiffers, $"object '{objectName}' is there already", "add -f to replace it.");
        });
        return verb;
    }

    private static async Task<byte[]> ReadInputAsync(CancellationToken cancellation)
    {
        await using var input = CommandOutput.OpenInput();
        using var copy = new MemoryStream();
        await input.CopyToAsync(copy, cancellation);
        return copy.ToArray();
    }
}
