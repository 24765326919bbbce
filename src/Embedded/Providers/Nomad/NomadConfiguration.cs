using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Nomad;

/// <summary>Where the agent is and who asks it.</summary>
internal sealed record NomadConfiguration(string Address, string? Token, string? Region)
{
    /// <summary>Null when nobody says where the agent is.</summary>
    public static NomadConfiguration? Read(PropertyMap config, NomadProviderSettings settings)
    {
        var address = config.Text("address") is { Length: > 0 } given ? given : settings.Address;
        return address is not { Length: > 0 }
            ? null
            : new NomadConfiguration(
                address, config.Text("secretId") ?? settings.Token, config.Text("region") ?? settings.Region);
    }
}
