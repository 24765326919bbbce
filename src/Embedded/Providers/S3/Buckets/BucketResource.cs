using System.Collections.Immutable;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>aws:s3/bucket:Bucket. A bucket with objects in it is never deleted, unless forceDestroy says so.</summary>
internal sealed class BucketResource(Func<int, byte[]> randomBytes) : IS3Resource
{
    private const int SuffixBytes = 4;
    private const int SuffixDigits = 7;

    private static readonly ImmutableArray<string> NotOffered =
        ["acl", "accelerationStatus", "bucketNamespace", "objectLockEnabled", "policy", "requestPayer"];

    public ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("bucket") { Replaces = true, Computed = true }, new("bucketPrefix") { Replaces = true, Computed = true },
        new("forceDestroy") { Default = new PropertyBool(false) }, new("tags", SchemaShape.Map),
    ];

    public ImmutableArray<string> Computed { get; } =
        ["arn", "bucketDomainName", "bucketRegionalDomainName", "region", "bucketRegion", "tagsAll"];

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = NotOffered.Where(name => newInputs.TryGetValue(name, out var value)
                && value is not (PropertyNull or PropertyBool { Value: false }))
            .Select(static name =>
                new CheckFailure(name, $"'{name}' needs the Pulumi CLI: the embedded engine does not offer it"));
        var inputs = newInputs;
        if (!newInputs.IsUnknown("bucket") && string.IsNullOrEmpty(newInputs.Text("bucket"))
            && !newInputs.IsUnknown("bucketPrefix"))
        {
            var prefix = newInputs.Text("bucketPrefix") is { Length: > 0 } given
                ? given : resource.Name.ToLower(CultureInfo.InvariantCulture) + "-";
            var name = oldInputs?.Text("bucket") is { Length: > 0 } old
                && old.StartsWith(prefix, StringComparison.Ordinal)
                ? old : prefix + Convert.ToHexStringLower(randomBytes(SuffixBytes))[..SuffixDigits];
            inputs = inputs.With("bucket", new PropertyString(name));
        }
        return new CheckResult(SchemaDefaults.Apply(Schema, inputs), [.. failures, .. CheckName(inputs)]);
    }

    public async Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation)
    {
        var name = inputs.Text("bucket") ?? "";
        var request = new PutBucketRequest { BucketName = name };
        if (store.IsAws && store.Region != "us-east-1") request.BucketRegionName = store.Region;
        await store.RunAsync(
            $"creating S3 Bucket ({name})", log,
            async () =>
            {
                try
                {
                    await store.Client.PutBucketAsync(request, cancellation);
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketAlreadyOwnedByYou")
                {
                    log.Warning($"bucket '{name}' is there already and belongs to this account: taken over as it is");
                }
                return true;
            },
            cancellation);
        try
        {
            await TagAsync(store, name, PropertyMap.Empty, inputs, log, cancellation);
        }
        catch (ProviderException exception)
        {
            throw new PartialFailureException(exception.Message, name, Outputs(store, inputs), [exception.Message]);
        }
        return new CreateResult(name, Outputs(store, inputs));
    }

    public async Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var state = new ReadResult(id, inputs, outputs);
        return await S3Connection.ReadAsync($"reading S3 Bucket ({id})", state, async () =>
        {
            await store.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = id }, cancellation);
            if (await TagsAsync(store, id, inputs, cancellation) is not { } tags) return state;
            var read = PropertyMapBuilder.From(outputs).Set("tags", tags).Set("tagsAll", tags).Build();
            return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
        });
    }

    /// <summary>The bucket's tags; null where the store has none to offer, or nobody has asked for any.</summary>
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> TagsAsync(
        S3Connection store, string name, PropertyMap inputs, CancellationToken cancellation)
    {
        if (!store.IsAws && inputs.TextMap("tags").IsEmpty) return null;
        try
        {
            var answer = await store.Client.GetBucketTaggingAsync(
                new GetBucketTaggingRequest { BucketName = name }, cancellation);
            return answer.TagSet is { Count: > 0 } tags
                ? [.. tags.Select(static tag => KeyValuePair.Create(tag.Key, tag.Value))] : null;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchTagSet")
        {
            return [];
        }
        catch (AmazonS3Exception exception) when (S3Connection.IsNotOffered(exception))
        {
            return null;
        }
    }

    public async Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation)
    {
        await TagAsync(store, request.Id, request.OldInputs, request.NewInputs, log, cancellation);
        return Outputs(store, request.NewInputs);
    }

    public async Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation)
    {
        var force = inputs.Flag("forceDestroy") ?? outputs.Flag("forceDestroy") ?? false;
        await store.RunAsync(
            $"deleting S3 Bucket ({id})", log,
            async () =>
            {
                try
                {
                    if (force) await new BucketEmptying(store.Client, id).RunAsync(log, cancellation);
                    await store.Client.DeleteBucketAsync(new DeleteBucketRequest { BucketName = id }, cancellation);
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchBucket")
                {
                    // Gone already.
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketNotEmpty")
                {
                    throw new ProviderException(
                        $"deleting S3 Bucket ({id}): BucketNotEmpty: {exception.Message}\n"
                        + "HINT: the bucket holds objects; set 'forceDestroy: true' and `up` first if they may go.",
                        exception);
                }
                return true;
            },
            cancellation);
    }

    private static IEnumerable<CheckFailure> CheckName(PropertyMap inputs)
    {
        if (inputs.Text("bucket") is not { Length: > 0 } name) yield break;
        var fits = name.Length is >= 3 and <= 63
            && name.All(
                static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]);
        if (!fits)
        {
            yield return new CheckFailure("bucket",
                $"'{name}' is no bucket name: 3 to 63 lower-case letters, digits, hyphens and dots, "
                + "with a letter or digit at both ends");
        }
    }

    private static async Task TagAsync(
        S3Connection store, string name, PropertyMap oldInputs, PropertyMap newInputs, IProviderLog log,
        CancellationToken cancellation)
    {
        var (before, wanted) = (oldInputs.TextMap("tags"), newInputs.TextMap("tags"));
        if (before.SequenceEqual(wanted)) return;
        var tags = wanted.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value }).ToList();
        await store.TryAsync(
            $"setting the tags of S3 Bucket ({name})", "bucket tags", log,
            async () =>
            {
                if (tags.Count > 0) await store.Client.PutBucketTaggingAsync(name, tags, cancellation);
                else await store.Client.DeleteBucketTaggingAsync(name, cancellation);
            },
            cancellation);
    }

    private static PropertyMap Outputs(S3Connection store, PropertyMap inputs)
    {
        var name = inputs.Text("bucket") ?? "";
        return new PropertyMapBuilder()
            .Set("arn", $"arn:aws:s3:::{name}")
            .Set("bucket", name)
            .Set("bucketDomainName", $"{name}.s3.amazonaws.com")
            .Set("bucketPrefix", inputs.Text("bucketPrefix") ?? "")
            .Set("bucketRegion", store.Region)
            .Set("bucketRegionalDomainName", $"{name}.s3.{store.Region}.amazonaws.com")
            .Set("forceDestroy", inputs.Flag("forceDestroy") ?? false)
            .Set("id", name)
            .Set("objectLockEnabled", false)
            .Set("region", store.Region)
            .Set("requestPayer", "BucketOwner")
            .Set("tags", inputs.TextMap("tags"))
            .Set("tagsAll", inputs.TextMap("tags"))
            .Build();
    }
}
