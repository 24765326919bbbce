namespace Postern.Infra.Settings;

/// <summary>What every kind of stack has.</summary>
/// <param name="Name">Prefix of everything the stack makes: "postern-NAME".</param>
/// <param name="ImageSource">"registry" or "debian": where PostgreSQL itself comes from.</param>
public sealed record StackSettings(string Kind, string Name, int Major, string ImageSource, ServerParameters Parameters)
{
    public string ResourcePrefix => $"postern-{Name}";

    private static readonly string[] Majors = ["15", "17", "18"];

    private static readonly string[] ImageSources = ["debian", "registry"];

    /// <param name="followed">
    /// Plain settings of the stack that this one follows, or null: a copy runs under the major version that it was
    /// taken from, and another glibc under it would sort differently.
    /// </param>
    public static StackSettings Read(
        SettingsReader settings, string stackName, Func<string, string?>? followed = null)
    {
        string Default(string key, string[] known, string otherwise) =>
            followed?.Invoke(key) is { } value && known.Contains(value, StringComparer.Ordinal) ? value : otherwise;
        var kind = settings.OneOf("kind", StackKinds.Primary, StackKinds.Primary, StackKinds.Drill);
        if (settings.Text("kind") is null)
        {
            settings.Problems.Add("kind", "is missing", $"set it to one of: {StackKinds.Primary}, {StackKinds.Drill}");
        }
        var major = int.Parse(settings.OneOf("postgres", Default("postgres", Majors, "17"), Majors),
            System.Globalization.CultureInfo.InvariantCulture);
        var name = settings.Text("name", stackName);
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            || name.Length is 0 or > 40)
        {
            settings.Problems.Add("name", $"'{name}' cannot name containers and buckets",
                "use up to 40 letters, digits and hyphens");
        }
        return new StackSettings(
            kind, name, major,
            settings.OneOf("imageSource", Default("imageSource", ImageSources, "debian"), ImageSources),
            ServerParameters.Read(settings, "parameters", major));
    }
}
