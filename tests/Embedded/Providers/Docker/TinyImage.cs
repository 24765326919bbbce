using System.Diagnostics;
using System.Formats.Tar;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>
/// A root file system made of a few programs of this machine and their libraries: no registry, no download.
/// </summary>
internal static class TinyImage
{
    private static readonly string[] Programs = [
        "/bin/sh", "/bin/sleep", "/bin/cat", "/bin/true", "/bin/ls", "/bin/stat"];

    public static async Task<byte[]> TarAsync()
    {
        var files = new SortedSet<string>(Programs, StringComparer.Ordinal);
        foreach (var program in Programs) files.UnionWith(await LibrariesAsync(program));
        using var buffer = new MemoryStream();
        await using (var writer = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp") { Mode = (UnixFileMode)0x3FF });
            foreach (var file in files)
            {
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, file.TrimStart('/'))
                {
                    Mode = (UnixFileMode)0x1ED,
                    DataStream = new MemoryStream(await File.ReadAllBytesAsync(file)),
                });
            }
        }
        return buffer.ToArray();
    }

    private static async Task<IEnumerable<string>> LibrariesAsync(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", program) { RedirectStandardOutput = true })!;
        var output = await ldd.StandardOutput.ReadToEndAsync();
        await ldd.WaitForExitAsync();
        return output.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => word.StartsWith('/') && File.Exists(word));
    }
}
