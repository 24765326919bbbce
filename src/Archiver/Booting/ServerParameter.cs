namespace Postern.Archiver.Booting;

/// <summary>A server parameter as it is given with -c.</summary>
public sealed record ServerParameter(string Name, string Value)
{
    public string Assignment => $"{Name}={Value}";

    /// <summary>The pairs as arguments: -c name=value, in their order.</summary>
    public static IEnumerable<string> Arguments(IEnumerable<ServerParameter> parameters) =>
        parameters.SelectMany(one => new[] { "-c", one.Assignment });
}
