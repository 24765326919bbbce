using Postern.Archiver.Archiving;

namespace Postern.Tests.Archiver.Servers;

/// <summary>The WAL of an archive as plain files, for a restore_command that is cp: what is tested here is the
/// backup.</summary>
internal static class PlainWal
{
    public static async Task ExtractAsync(Archive archive, string folder)
    {
        Directory.CreateDirectory(folder);
        await foreach (var stored in archive.Storage.ListAsync(ArchiveLayout.WalFolder, recursive: false, default))
        {
            if (stored.Name.EndsWith(".json", StringComparison.Ordinal) || archive.Classify(stored) is not { } found)
                continue;
            await using var plain = await archive.OpenAsync(found, default);
            await using var file = File.Create(Path.Combine(folder, Path.GetFileName(found.BaseName)));
            await plain.CopyToAsync(file);
        }
    }
}
