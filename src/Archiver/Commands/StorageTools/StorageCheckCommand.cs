using System.CommandLine;
using System.Security.Cryptography;
using Postern.Archiver.Archiving;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Commands.StorageTools;

/// <summary>st check: whether the store lets itself be read and written, with a real object that is removed
/// again.</summary>
internal static class StorageCheckCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb("check", "Checks access to the store.", "archiver st check write");
        verb.Add(CreateRead(host));
        verb.Add(CreateWrite(host));
        return verb;
    }

    private static Verb CreateRead(CommandHost host)
    {
        var names = new Argument<string[]>("filename") { Description = "objects that must be there",
            Arity = ArgumentArity.ZeroOrMore };
        var verb = new Verb("read", "Checks that the archive can be listed, and that objects are there.",
            "archiver st check read")
        {
            names,
        };
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            await foreach (var _ in archive.Storage.ListAsync("", recursive: false, context.Cancellation)) break;
            var missing = new List<string>();
            foreach (var name in context.Arguments.GetValue(names) ?? [])
            {
                if (await archive.Storage.StatAsync(name, context.Cancellation) is null) missing.Add(name);
            }
            if (missing.Count > 0)
                throw new ArchiverException(
                    FailureCode.StorageMissing, $"objects are missing: '{string.Join("', '", missing)}'",
                    "see `archiver st ls -r`.");
            context.Output.Notes.WriteLine("read check ok");
        });
        return verb;
    }

    private static Verb CreateWrite(CommandHost host)
    {
        var verb = new Verb("write", "Checks that an object can be written, read back and removed.",
            "archiver st check write");
        host.Handle(verb, async context =>
        {
            await using var archive = context.OpenArchive();
            var name = ArchiveLayout.PosternFolder + "check-"
                + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            var content = RandomNumberGenerator.GetBytes(64);
            try
            {
                await archive.WriteDocumentAsync(name, PutMode.CreateOnly, content, context.Cancellation);
                var read = await archive.ReadDocumentAsync(name, context.Cancellation);
                if (read is null || !read.AsSpan().SequenceEqual(content))
                    throw new ArchiverException(
                        FailureCode.ObjectCorrupt, $"object '{name}' came back with other bytes",
                        "do not use this store.");
            }
            finally
            {
                await archive.Storage.DeleteAsync([name], context.Cancellation);
            }
            context.Output.Notes.WriteLine("write check ok");
        });
        return verb;
    }
}
