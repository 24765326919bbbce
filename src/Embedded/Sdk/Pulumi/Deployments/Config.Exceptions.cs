namespace Pulumi;

/// <summary>The errors of settings: private types, as in the official package.</summary>
public sealed partial class Config
{
    private sealed class ConfigTypeException(string key, string? value, string expectedType, Exception? inner = null)
        : RunException($"Configuration '{key}' value '{value}' is not a valid {expectedType}", inner);

    private sealed class ConfigMissingException(string key) : RunException(
        $"Missing Required configuration variable '{key}'\n" +
        $"\tplease set a value using the command `pulumi config set {key} <value>`");
}
