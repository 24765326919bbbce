using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Testing;

/// <summary>
/// The settings of a test run: PULUMI_CONFIG, a JSON object, and PULUMI_CONFIG_SECRET_KEYS, a JSON array.
/// </summary>
internal static class AmbientConfig
{
    public static ImmutableSortedDictionary<string, string> Values()
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Variable("PULUMI_CONFIG") is not { } text) return values.ToImmutable();
        using var document = JsonDocument.Parse(text);
        foreach (var setting in document.RootElement.EnumerateObject())
        {
            values[Clean(setting.Name)] = setting.Value.ToString();
        }
        return values.ToImmutable();
    }

    public static ImmutableHashSet<string> SecretKeys()
    {
        if (Variable("PULUMI_CONFIG_SECRET_KEYS") is not { } text) return [];
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(key => key.ToString())];
    }

    private static string Clean(string key) => key.Replace(":config:", ":", StringComparison.Ordinal);

#pragma warning disable RS0030 // Tests hand settings to the SDK through these two variables.
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
