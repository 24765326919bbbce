using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad;

/// <summary>Where the agent is and who asks it.</summary>
internal sealed record NomadConfiguration(string Address, string? Token, string? Region)
{
    /// <summary>"user:password" of a proxy before the agent.</summary>
    public string? HttpAuth { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    public NomadTls? Tls { get; init; }

    /// <summary>Null when nobody says where the agent is.</summary>
    /// <exception cref="ProviderException">A setting cannot be read; the message names it.</exception>
    public static NomadConfiguration? Read(PropertyMap config, NomadProviderSettings settings)
    {
        var ignored = Entries(config, "ignoreEnvVars").SelectMany(static entry => entry.Members())
            .Where(static variable => variable.Value is JsonValue value
                && value.ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
            .Select(static variable => variable.Key).ToHashSet(StringComparer.Ordinal);
        string? Pick(string name, string variable, string? standard) =>
            config.Text(name) is { Length: > 0 } given ? given : ignored.Contains(variable) ? null : standard;
        if (Pick("address", "NOMAD_ADDR", settings.Address) is not { Length: > 0 } address) return null;
        return new NomadConfiguration(
            address, Pick("secretId", "NOMAD_TOKEN", settings.Token),
            Pick("region", "NOMAD_REGION", settings.Region))
        {
            HttpAuth = config.Text("httpAuth"),
            Headers = [.. Entries(config, "headers").Select(static header =>
                KeyValuePair.Create(header.Text("name"), header.Text("value")))],
            Tls = NomadTls.Read(
                Pem("caPem", Pick("caFile", "NOMAD_CACERT", settings.AuthorityFile)),
                Pem("certPem", Pick("certFile", "NOMAD_CLIENT_CERT", settings.CertificateFile)),
                Pem("keyPem", Pick("keyFile", "NOMAD_CLIENT_KEY", settings.KeyFile)),
                config.Flag("skipVerify")
                    ?? (!ignored.Contains("NOMAD_SKIP_VERIFY") && settings.SkipsVerification)),
        };

        string? Pem(string name, string? file) =>
            config.Text(name) is { Length: > 0 } text ? text : file is { Length: > 0 } ? ReadFile(file) : null;
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException($"certificate of the nomad provider, '{path}': {exception.Message}", exception);
        }
    }

    // As it stands in a stack file, or as the JSON text that the provider resource sends.
    private static ImmutableArray<JsonNode> Entries(PropertyMap config, string name)
    {
        if (config.Map(name) is { } map) return [Node(map)];
        if (config.Maps(name) is { IsEmpty: false } maps) return [.. maps.Select(Node)];
        if (config.Text(name) is not { Length: > 0 } text) return [];
        try
        {
            return JsonNode.Parse(text) switch
            {
                JsonArray list => list.Items(),
                JsonObject single => [single],
                _ => [],
            };
        }
        catch (JsonException exception)
        {
            throw new ProviderException($"'{name}' of the nomad provider is not JSON", exception);
        }
    }

    private static JsonNode Node(PropertyMap map)
    {
        var node = new JsonObject();
        foreach (var name in map.Keys) node[name] = map.Text(name) ?? map.Flag(name)?.ToString();
        return node;
    }
}
