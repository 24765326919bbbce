namespace Postern.Embedded.Engine.Display;

/// <summary>Colours of the CLI, or none. Source: pulumi/pulumi sdk/go/common/diag/colors.</summary>
public sealed class Ink(bool enabled)
{
    public const int Red = 1;
    public const int Green = 2;
    public const int Yellow = 3;
    public const int Magenta = 5;
    public const int BrightRed = 9;
    public const int BrightGreen = 10;
    public const int BrightBlue = 12;
    public const int BrightMagenta = 13;

    private const string Reset = "\e[0m";

    public bool Enabled => enabled;

    public string Paint(int? colour, string text, bool bold = false) =>
        !enabled || colour is null || text.Length == 0
            ? text : $"{(bold ? "\e[1m" : "")}\e[38;5;{colour}m{text}{Reset}";

    public string Bold(string text) => enabled ? $"\e[1m{text}{Reset}" : text;

    public string Heading(string text) => enabled ? $"\e[38;5;{BrightMagenta}m\e[1m{text}{Reset}" : text;

    public string Underlined(int colour, string text) => enabled ? $"\e[4m\e[38;5;{colour}m{text}{Reset}" : text;
}
