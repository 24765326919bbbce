using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>An output whose type argument the caller does not know.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();

    Task<ImmutableHashSet<Resource>> GetResourcesAsync();

    /// <summary>The same output with its value as an object.</summary>
    Output<object?> ToObject();
}

/// <summary>An input whose type argument the caller does not know.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>
    /// What goes on the wire. A list or map gives its elements one by one, so that an unknown element does not hide its
    /// neighbours.
    /// </summary>
    IOutput ToWire();
}

/// <summary>A union whose type arguments the caller does not know.</summary>
internal interface IUnion
{
    object? Value { get; }
}
