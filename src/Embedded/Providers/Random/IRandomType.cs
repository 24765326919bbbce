using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>One kind of random value: made once, kept in the state, made anew when an input changes.</summary>
internal interface IRandomType
{
    /// <summary>The inputs; all of them replace.</summary>
    ImmutableArray<SchemaProperty> Schema { get; }

    /// <summary>The outputs that only a creation knows.</summary>
    ImmutableArray<string> Computed { get; }

    /// <summary>What is wrong with the inputs; unknown ones pass.</summary>
    IEnumerable<CheckFailure> Check(PropertyMap inputs);

    CreateResult Create(PropertyMap inputs);
}
