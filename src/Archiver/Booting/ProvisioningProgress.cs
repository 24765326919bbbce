using System.Text.Json;
using Postern.Durability;

namespace Postern.Archiver.Booting;

/// <summary>
/// How far the provisioning in data.new came, so that a killed one goes on: which backup, for which target, and
/// whether all of it is there.
/// </summary>
public sealed record ProvisioningProgress(string Plan, string Backup, bool Fetched, bool Promoted)
{
    public static ProvisioningProgress? Load(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), BootJson.Default.ProvisioningProgress) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(string file) =>
        DurableFile.WriteBytes(file, JsonSerializer.SerializeToUtf8Bytes(this, BootJson.Default.ProvisioningProgress));
}
