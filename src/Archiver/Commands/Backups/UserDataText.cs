using System.Text.Json;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Backups;

/// <summary>User data as a flag gives them: JSON text.</summary>
internal static class UserDataText
{
    /// <exception cref="ArchiverException">Usage when it is no JSON.</exception>
    public static JsonElement Parse(string flag, string text)
    {
        try
        {
            return JsonEquality.Parse(text);
        }
        catch (FormatException error)
        {
            throw new ArchiverException(
                FailureCode.Usage, $"{flag} is '{text}', which is no JSON", "quote text as JSON: '\"nightly\"'.",
                error);
        }
    }
}
