using Postern.Archiver.Archiving;

namespace Postern.Archiver.Booting;

/// <summary>
/// Whether there is anything in the archive. "Empty" is only what the store itself answered; no answer is an
/// exception.
/// </summary>
public static class ArchiveProbe
{
    public static async Task<bool> IsEmptyAsync(Archive archive, CancellationToken cancellation)
    {
        await foreach (var stored in archive.Storage.ListAsync("", recursive: true, cancellation))
        {
            // A claim without anything under it is what a killed first boot leaves.
            if (!stored.Name.StartsWith(ArchiveLayout.PosternFolder, StringComparison.Ordinal)) return false;
        }
        return true;
    }
}
