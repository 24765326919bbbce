using Postern.Infra.Settings;

namespace Postern.Tests.Infra.Settings;

/// <summary>Settings as a stack file gives them, and what reading them has to say.</summary>
internal sealed class SettingsFixture(params (string Key, string Value)[] values)
{
    private readonly Dictionary<string, string> _values = values.ToDictionary(pair => pair.Key, pair => pair.Value);

    public SettingsReader Reader() => new(_values.GetValueOrDefault, new SettingsProblems());

    public PrimarySettings Primary()
    {
        var reader = Reader();
        var settings = PrimarySettings.Read(StackSettings.Read(reader, "dev"), reader);
        reader.Problems.ThrowIfAny();
        return settings;
    }

    public DrillSettings Drill()
    {
        var reader = Reader();
        var settings = DrillSettings.Read(StackSettings.Read(reader, "drill"), reader);
        reader.Problems.ThrowIfAny();
        return settings;
    }
}
