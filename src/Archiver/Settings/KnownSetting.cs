namespace Postern.Archiver.Settings;

/// <summary>
/// A setting's canonical name and what it does. <see cref="IsSecret"/>: its value never comes from arguments and makes
/// the settings file one that only its owner may read. <see cref="IsStorage"/>: WAL-G also takes it with WALG_ or WALE_
/// before its name.
/// </summary>
public sealed record KnownSetting(string Name, string Meaning, bool IsSecret, bool IsStorage)
{
    /// <summary>It is known and changes nothing; <see cref="KnownSetting.Meaning"/> says why.</summary>
    public bool IsIdle { get; init; }

    /// <summary>The value that describes what happens in any case; null when no value does.</summary>
    public string? IdleValue { get; init; }

    /// <summary>The command line's spelling: "--walg-compression-method".</summary>
    public string Flag => "--" + Name.ToLowerInvariant().Replace('_', '-');
}
