namespace Postern.Infra.Settings;

/// <summary>
/// Collects what is wrong with a stack's configuration, so that one preview names all of it. Each line names the key,
/// what was wrong and what to do.
/// </summary>
public sealed class SettingsProblems
{
    private readonly List<string> _lines = [];

    public bool Any => _lines.Count > 0;

    public void Add(string key, string wrong, string remedy) => _lines.Add($"postern:{key}: {wrong}; {remedy}");

    /// <exception cref="SettingsException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new SettingsException(string.Join(Environment.NewLine, _lines));
    }
}

/// <summary>The configuration cannot be used; the message lists every problem, a line each.</summary>
public sealed class SettingsException(string message) : Exception(message);
