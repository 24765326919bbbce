using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>How the values of a property are built, which decides how two of them are compared.</summary>
public enum SchemaShape
{
    Scalar,
    List,
    /// <summary>A list whose order means nothing.</summary>
    Set,
    Map,
    Object,
}

/// <summary>
/// One property of a resource type: what a provider needs to know to fill in defaults and to compare. Modelled on the
/// schemas of the bridged Terraform providers, whose verdicts the embedded providers reproduce.
/// </summary>
public sealed record SchemaProperty(string Name, SchemaShape Shape = SchemaShape.Scalar)
{
    /// <summary>A change cannot be made in place.</summary>
    public bool Replaces { get; init; }

    /// <summary>When the program does not give it, whatever the resource has is right.</summary>
    public bool Computed { get; init; }

    /// <summary>Filled in by a check when the program does not give it.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>The properties of an object, or of the objects of a list or set; empty for plain elements.</summary>
    public ImmutableArray<SchemaProperty> Members { get; init; } = [];

    /// <summary>A change of any element is reported as one change of the whole property.</summary>
    public bool ReportedWhole { get; init; }

    /// <summary>Brings different spellings of one value to one form, for the comparison only.</summary>
    public Func<PropertyValue, PropertyValue>? Canonical { get; init; }
}
