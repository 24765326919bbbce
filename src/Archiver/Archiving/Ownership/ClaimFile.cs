using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Durability;

namespace Postern.Archiver.Archiving.Ownership;

/// <summary>
/// The claim of this copy of the cluster: a random text in a file beside the data directory, which no backup contains
/// and no clone brings along.
/// </summary>
public sealed class ClaimFile(string path)
{
    public string Path { get; } = path;

    /// <summary>POSTERN_CLAIM_FILE, else postern/claim beside the data directory.</summary>
    /// <exception cref="ArchiverException">SettingMissing when neither is known.</exception>
    public static ClaimFile Locate(ArchiverSettings settings, DataDirectory? data)
    {
        if (settings["POSTERN_CLAIM_FILE"] is { } named) return new ClaimFile(named);
        return data is not null
            ? new ClaimFile(System.IO.Path.Combine(data.PosternFolder, "claim"))
            : throw new ArchiverException(
                FailureCode.SettingMissing, "no data directory is known, so it is not known whose WAL this is",
                "set PGDATA, or POSTERN_CLAIM_FILE to the claim of the cluster.");
    }

    /// <summary>The claim, or null when there is none.</summary>
    /// <exception cref="ArchiverException">PermissionDenied.</exception>
    public string? Read()
    {
        try
        {
            return File.ReadAllText(Path).Trim() is { Length: > 0 } claim ? claim : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"claim file '{Path}' cannot be read",
                "run as the owner of the data directory.", error);
        }
    }

    /// <summary>
    /// The archive has not confirmed this claim yet: a first claim that was cut short may be completed, while one that
    /// was confirmed and whose owner object is gone may not be made again by itself.
    /// </summary>
    public bool IsPending => File.Exists(PendingPath);

    private string PendingPath => Path + ".pending";

    /// <summary>Writes the claim durably, readable by its owner only.</summary>
    public void Write(string claim) =>
        DurableFile.WriteText(Path, claim + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Writes a claim that the archive has yet to confirm.</summary>
    public void WritePending(string claim)
    {
        DurableFile.WriteText(PendingPath, "", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(claim);
    }

    /// <summary>The archive's owner object holds this claim.</summary>
    public void Confirm()
    {
        if (IsPending) DurableFile.Delete(PendingPath);
    }
}
