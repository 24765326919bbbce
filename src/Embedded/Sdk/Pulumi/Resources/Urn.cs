using System.Diagnostics.CodeAnalysis;
using Pulumi.Running;

namespace Pulumi;

/// <summary>A resource's name for the engine: urn:pulumi:stack::project::types::name.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private readonly string _value;

    public Urn(string value)
    {
        if (string.IsNullOrEmpty(value)) throw new ArgumentException("URN cannot be null or empty.", nameof(value));
        _value = value;
    }

    /// <summary>The URN that the engine gives to a resource with these parts.</summary>
    public static Output<string> Create(
        Input<string> name, Input<string> type, Resource? parent = null, Input<string>? parentUrn = null,
        Input<string>? project = null, Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException("Only one of 'parent' and 'parentUrn' can be non-null.");
        }
        var parentOutput = parent?.Urn ?? parentUrn?.ToOutput();
        stack ??= ProgramRun.Required.StackName;
        project ??= ProgramRun.Required.ProjectName;
        var prefix = parentOutput is not null
            ? parentOutput.Apply(urn => urn[..urn.LastIndexOf("::", StringComparison.Ordinal)] + "$")
            : Output.Format($"urn:pulumi:{stack}::{project}::");
        return Output.Format($"{prefix}{type}::{name}");
    }

    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _value;

    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    public static implicit operator string(Urn value) => value._value;
}
