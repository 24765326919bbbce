using System.Globalization;
using Scriban.Functions;

namespace Scriban.Tree;

internal sealed class Literal : Expression
{
    public object? Value { get; set; }

    public char Quote { get; set; } = '"';

    public override object? Evaluate(TemplateContext context) => Value;

    public override string ToString() => Value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string text when Quote == '`' => $"`{text.Replace("`", "``", StringComparison.Ordinal)}`",
        string text when Quote == '\'' =>
            $"'{StringFunctions.Escape(text)!.Replace("\\\"", "\"", StringComparison.Ordinal)}'",
        string text => $"\"{StringFunctions.Escape(text)}\"",
        double number => Fraction(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Fraction(number.ToString("R", CultureInfo.InvariantCulture)) + "f",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Value.ToString() ?? "",
    };

    private static string Fraction(string number) => number.All(char.IsDigit) ? number + ".0" : number;
}
