namespace Postern.Embedded.Cli.Arguments;

/// <summary>What a flag takes.</summary>
public enum FlagKind
{
    Bool,
    Text,

    /// <summary>May be given several times, or once with commas.</summary>
    Texts,
    Number,
}

/// <summary>One flag of a command: its long name without dashes, one letter or none, and what help says of
/// it.</summary>
public sealed record FlagSpec(string Name, char? Letter, FlagKind Kind, string Help)
{
    public static FlagSpec Bool(string name, string help, char? letter = null) =>
        new(name, letter, FlagKind.Bool, help);

    public static FlagSpec Text(string name, string help, char? letter = null) =>
        new(name, letter, FlagKind.Text, help);

    public static FlagSpec Texts(string name, string help, char? letter = null) =>
        new(name, letter, FlagKind.Texts, help);

    public static FlagSpec Number(string name, string help, char? letter = null) =>
        new(name, letter, FlagKind.Number, help);
}
