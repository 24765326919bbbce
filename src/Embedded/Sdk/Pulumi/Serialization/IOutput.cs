namespace Pulumi.Serialization;

/// <summary>An output whose type argument the caller does not know.</summary>
internal interface IOutput
{
    Task<OutputData> Data { get; }
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
