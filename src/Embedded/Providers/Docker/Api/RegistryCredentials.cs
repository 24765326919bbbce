using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// Who this stack is at which registry: the provider's <c>registryAuth</c>, an entry per address with a user name and a
/// password, or with docker's own configuration file or its content. Programs that hold credentials (credHelpers,
/// credsStore) are not asked.
/// </summary>
internal sealed class RegistryCredentials
{
    public static readonly RegistryCredentials None = new([]);

    private const string DockerHub = "registry-1.docker.io";

    private readonly ImmutableArray<(string Registry, string User, string Password)> _entries;

    private RegistryCredentials(ImmutableArray<(string Registry, string User, string Password)> entries) =>
        _entries = entries;

    /// <exception cref="ProviderException">An entry has no credentials; the message names its address.</exception>
    public static RegistryCredentials Read(PropertyMap config)
    {
        var entries = ImmutableArray.CreateBuilder<(string, string, string)>();
        foreach (var entry in Entries(config))
        {
            var address = entry.Text("address");
            if (entry.Flag("authDisabled")) continue;
            var (user, password) = entry.Text("username") is { Length: > 0 } given
                ? (given, entry.Text("password")) : FromFile(entry, address);
            entries.Add((Registry(address), user, password));
        }
        return new RegistryCredentials(entries.ToImmutable());
    }

    /// <summary>The value of X-Registry-Auth for an image, or null when nothing is known for its registry.</summary>
    public string? HeaderFor(string image)
    {
        var first = image.Split('/')[0];
        var registry = image.Contains('/') && (first.Contains('.') || first.Contains(':') || first == "localhost")
            ? Registry(first) : DockerHub;
        foreach (var (known, user, password) in _entries)
        {
            if (known != registry) continue;
            var document = new JsonObject
            {
                ["username"] = user, ["password"] = password, ["serveraddress"] = registry,
            };
            return Convert.ToBase64String(Encoding.UTF8.GetBytes(document.ToJsonString()))
                .Replace('+', '-').Replace('/', '_');
        }
        return null;
    }

    // A list in a stack file arrives as it is, the provider resource's as JSON text.
    private static ImmutableArray<JsonNode> Entries(PropertyMap config)
    {
        if (config.Maps("registryAuth") is { IsEmpty: false } maps) return [.. maps.Select(ToJson)];
        if (config.Text("registryAuth") is not { Length: > 0 } text) return [];
        return Parse(text, "'registryAuth' of the docker provider is not a JSON list of objects").Items();
    }

    private static JsonNode ToJson(PropertyMap map)
    {
        var node = new JsonObject();
        foreach (var name in map.Keys)
        {
            if (map.Text(name) is { } text) node[name] = text;
            else if (map.Flag(name) is { } flag) node[name] = flag;
        }
        return node;
    }

    private static (string User, string Password) FromFile(JsonNode entry, string address)
    {
        var content = entry.Text("configFileContent");
        if (content.Length == 0 && entry.Text("configFile") is { Length: > 0 } path)
        {
            try
            {
                content = File.ReadAllText(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ProviderException($"registryAuth of '{address}': {exception.Message}", exception);
            }
        }
        var file = content.Length == 0 ? null : Parse(content, $"registryAuth of '{address}': the file is not JSON");
        foreach (var (name, auth) in file.Members("auths"))
        {
            if (Registry(name) != Registry(address)) continue;
            if (auth.Text("username") is { Length: > 0 } user) return (user, auth.Text("password"));
            if (Decode(auth.Text("auth")) is [var decoded, var password]) return (decoded, password);
        }
        throw new ProviderException(
            $"registryAuth of '{address}' has no user name and password\n"
            + "HINT: give 'username' and 'password', or a 'configFile' that holds them under 'auths'; "
            + "credential helpers need the Pulumi CLI.");
    }

    private static string[] Decode(string auth)
    {
        var bytes = new byte[auth.Length];
        return Convert.TryFromBase64String(auth, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
    }

    private static string Registry(string address)
    {
        var text = address;
        if (text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme) text = text[(scheme + 3)..];
        text = text.Split('/')[0];
        return text is "docker.io" or "index.docker.io" or "registry.hub.docker.com" ? DockerHub : text;
    }

    private static JsonNode? Parse(string text, string complaint)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new ProviderException(complaint, exception);
        }
    }
}
