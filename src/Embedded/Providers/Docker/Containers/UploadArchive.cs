using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// The files of the "uploads" input as one tar archive, to be unpacked at "/" of a container: owner root, fixed modes.
/// </summary>
internal static class UploadArchive
{
    private const string Missing = "one of 'content', 'content_base64', or 'source' must be set";
    private const string TooMany = "only one of 'content', 'content_base64', or 'source' can be set";

    private static readonly string[] Sources = ["content", "contentBase64", "source"];

    /// <summary>
    /// The uploads that have not exactly one content, or whose source file is not there. Unknown ones pass.
    /// </summary>
    public static IEnumerable<CheckFailure> Check(PropertyMap inputs, string workingFolder)
    {
        var uploads = inputs.Maps("uploads");
        for (var index = 0; index < uploads.Length; index++)
        {
            var upload = uploads[index];
            if (upload.HasUnknown()) continue;
            var reason = Contents(upload).Count switch
            {
                0 => Missing,
                1 => CheckSource(upload, workingFolder),
                _ => TooMany,
            };
            if (reason is not null)
            {
                yield return new CheckFailure(
                    $"uploads[{index}]", $"error with upload content of \"{upload.Text("file")}\": {reason}");
            }
        }
    }

    /// <exception cref="IOException">A source file cannot be read.</exception>
    public static byte[] Build(PropertyMap inputs, string workingFolder, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var upload in inputs.Maps("uploads"))
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, (upload.Text("file") ?? "").TrimStart('/'))
                {
                    Mode = Mode(upload),
                    ModificationTime = now,
                    DataStream = new MemoryStream(Content(upload, workingFolder)),
                });
            }
        }
        return buffer.ToArray();
    }

    private static UnixFileMode Mode(PropertyMap upload)
    {
        if (upload.Text("permissions") is { Length: > 0 } permissions)
        {
            return (UnixFileMode)Convert.ToInt32(permissions, 8);
        }
        return (UnixFileMode)Convert.ToInt32(upload.Flag("executable") == true ? "744" : "644", 8);
    }

    private static byte[] Content(PropertyMap upload, string workingFolder)
    {
        if (upload.Text("content") is { Length: > 0 } content) return Encoding.UTF8.GetBytes(content);
        if (upload.Text("contentBase64") is { Length: > 0 } encoded) return Convert.FromBase64String(encoded);
        return File.ReadAllBytes(Path.GetFullPath(upload.Text("source") ?? "", workingFolder));
    }

    private static string? CheckSource(PropertyMap upload, string workingFolder) =>
        upload.Text("source") is { Length: > 0 } source && !File.Exists(Path.GetFullPath(source, workingFolder))
            ? $"could not read file: \"{source}\"" : null;

    private static ImmutableList<string> Contents(PropertyMap upload) =>
        [.. Sources.Where(name => upload.Text(name) is { Length: > 0 })];
}
