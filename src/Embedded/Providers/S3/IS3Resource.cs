using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3;

/// <summary>One resource type of the package. The members are those of <see cref="IProvider"/> for that type.</summary>
internal interface IS3Resource
{
    ImmutableArray<SchemaProperty> Schema { get; }

    /// <summary>The outputs that only a creation knows.</summary>
    ImmutableArray<string> Computed { get; }

    CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs);

    Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation);

    Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation);

    Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation);
}
