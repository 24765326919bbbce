namespace Pulumi.Command.Local;

/// <summary>A closed set of texts.</summary>
[EnumType]
public readonly struct Logging : IEquatable<Logging>
{
    private readonly string _value;

    private Logging(string value) => _value = value;

    public static Logging None { get; } = new("none");

    public static Logging Stderr { get; } = new("stderr");

    public static Logging Stdout { get; } = new("stdout");

    public static Logging StdoutAndStderr { get; } = new("stdoutAndStderr");

    public bool Equals(Logging other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is Logging other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;

    public static bool operator ==(Logging left, Logging right) => left.Equals(right);

    public static bool operator !=(Logging left, Logging right) => !left.Equals(right);

    public static explicit operator string(Logging value) => value._value;
}
