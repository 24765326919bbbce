using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>
/// A setting of a bucket that Pulumi treats as a resource: its id is the bucket's name, setting it twice is setting it
/// once. A store that does not offer it gives a warning, and the resource is there without effect.
/// </summary>
internal abstract class BucketFeature : IS3Resource
{
    public abstract ImmutableArray<SchemaProperty> Schema { get; }

    public ImmutableArray<string> Computed { get; } = ["region"];

    /// <summary>What messages call it: "versioning of buckets".</summary>
    protected abstract string Feature { get; }

    public virtual CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var missing = !newInputs.IsUnknown("bucket") && string.IsNullOrEmpty(newInputs.Text("bucket"));
        return new CheckResult(SchemaDefaults.Apply(Schema, newInputs), missing
            ? [new CheckFailure(
                "bucket",
                "Missing required argument. The argument \"bucket\" is required, but no definition was found.")]
            : []);
    }

    public async Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation)
    {
        var bucket = inputs.Text("bucket") ?? "";
        await store.TryAsync(
            $"setting {Feature} ({bucket})", Feature, log, () =>
                PutAsync(store, bucket, inputs, cancellation), cancellation);
        return new CreateResult(bucket, Outputs(store, inputs));
    }

    public async Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var state = new ReadResult(id, inputs, outputs);
        return await S3Connection.ReadAsync($"reading {Feature} ({id})", state, async () =>
        {
            if (await FindAsync(store, id, inputs, cancellation) is not { } found) return state;
            var read = outputs;
            foreach (var (name, value) in found) read = read.With(name, value);
            return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
        });
    }

    public async Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation) =>
        (await CreateAsync(store, request.NewInputs, log, cancellation)).Outputs;

    public async Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation)
    {
        await store.RunAsync(
            $"removing {Feature} ({id})", log,
            async () =>
            {
                try
                {
                    // A store that overlooks what it does not know would take the request for the deletion of the
                    // bucket.
                    if (await FindAsync(store, id, inputs, cancellation) is not null)
                    {
                        await RemoveAsync(store, id, inputs, cancellation);
                    }
                }
                catch (Amazon.S3.AmazonS3Exception exception) when (S3Connection.IsNotOffered(exception)
                    || exception.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    // It had no effect, or it is gone already.
                }
                return true;
            },
            cancellation);
    }

    protected abstract Task PutAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation);

    /// <summary>
    /// The setting as the store has it, in the form of the inputs. A store that has none says so (404); null when it
    /// answers something else, because it overlooks the question.
    /// </summary>
    protected abstract Task<PropertyMap?> FindAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation);

    protected abstract Task RemoveAsync(
        S3Connection store, string bucket, PropertyMap inputs, CancellationToken cancellation);

    private static PropertyMap Outputs(S3Connection store, PropertyMap inputs) =>
        PropertyMapBuilder.From((PropertyMap)SchemaPreview.WithoutMarkers(inputs))
            .Set("id", inputs.Text("bucket")).Set("region", store.Region).Build();
}
