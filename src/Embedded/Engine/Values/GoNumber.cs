using System.Globalization;

namespace Postern.Embedded.Engine.Values;

/// <summary>Numbers in the shortest form that Go writes: plain digits from 1e-6 to below 1e21, an exponent of two
/// digits beyond.</summary>
public static class GoNumber
{
    /// <summary>The text of a finite number; raises on NaN and infinities, which JSON does not have.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw new FormatException($"\"{value}\" is not a number that a state can hold");
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
            return value == 0 && double.IsNegative(value) ? "-0" : ((long)value).ToString(CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (sign, digits, exponent) = Decompose(shortest);
        var magnitude = Math.Abs(value);
        return magnitude is >= 1e-6 and < 1e21
            ? sign + Plain(digits, exponent)
            : sign + Scientific(digits, exponent);
    }

    /// <summary>Significant digits d1d2d3... and the power of ten of d1.</summary>
    private static (string Sign, string Digits, int Exponent) Decompose(string shortest)
    {
        var sign = shortest.StartsWith('-') ? "-" : "";
        var body = shortest[sign.Length..];
        var exponent = 0;
        var mark = body.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent = int.Parse(body.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            body = body[..mark];
        }
        var point = body.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? body : body[..point];
        var digits = whole + (point < 0 ? "" : body[(point + 1)..]);
        exponent += whole.Length - 1;
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (sign, digits.Trim('0').Length == 0 ? "0" : digits.TrimStart('0').TrimEnd('0'), exponent - leading);
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0) return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1) return digits.PadRight(exponent + 1, '0');
        return digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
