using System.Text.Json;
using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// What boot last decided, left in the socket volume for settle, which sees nothing else of this container. State is
/// provisioning, starting or refused.
/// </summary>
public sealed record BootStatus(string State, string Message, string Hint, DateTimeOffset Time)
{
    public static BootStatus? Load(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), BootJson.Default.BootStatus) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Best effort: a container without a socket volume boots all the same.</summary>
    public void Save(string file)
    {
        try
        {
            DurableFile.WriteBytes(
                file, JsonSerializer.SerializeToUtf8Bytes(this, BootJson.Default.BootStatus),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // settle then waits for the server instead of hearing of the refusal.
        }
    }
}
