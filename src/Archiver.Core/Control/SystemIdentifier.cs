using System.Globalization;

namespace Postern.Archiver.Core.Control;

/// <summary>
/// The number that initdb gives a cluster; decimal as text. Clones and standbys share it: it proves origin, not
/// identity. Above 2^53, so it never goes through a double.
/// </summary>
public readonly record struct SystemIdentifier(ulong Value)
{
    /// <exception cref="FormatException">The text is no unsigned 64-bit number.</exception>
    public static SystemIdentifier Parse(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new SystemIdentifier(value)
            : throw new FormatException($"'{text}' is no system identifier");

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
