using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.S3;
using Xunit;

namespace Postern.Tests.Embedded.Providers.S3;

/// <summary>What somebody changes in a store by hand is seen by a refresh, and named by its path.</summary>
public sealed class BucketDriftTests : IDisposable
{
    private const string Bucket = "archive-of-tests";
    private const string Xmlns = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private readonly LoopbackServer _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Versioning_that_was_suspended_is_seen()
    {
        using var provider = await ProviderAsync();
        var inputs = Property.Map(
            $$"""{"bucket":"{{Bucket}}","versioningConfiguration":{"status":"Enabled"} }""");
        Assert.Empty(await DriftAsync(
            provider, "aws:s3/bucketVersioning:BucketVersioning", inputs, Versioning("Enabled")));
        Assert.Equal(
            [("versioningConfiguration.status", DiffKind.Update)],
            await DriftAsync(
                provider, "aws:s3/bucketVersioning:BucketVersioning", inputs, Versioning("Suspended")));
        // A store that does not know versioning answers without a status.
        Assert.Empty(await DriftAsync(
            provider, "aws:s3/bucketVersioning:BucketVersioning", inputs, $"<VersioningConfiguration {Xmlns}/>"));

        static string Versioning(string status) =>
            $"<VersioningConfiguration {Xmlns}><Status>{status}</Status></VersioningConfiguration>";
    }

    [Fact]
    public async Task Another_policy_is_seen_and_another_spelling_is_not()
    {
        using var provider = await ProviderAsync();
        const string policy = """
            {"Version":"2012-10-17",
             "Statement":[{"Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Principal":"*"}]}
            """;
        const string spelled = """
            {"Statement":{"Principal":"*","Action":["s3:PutObject","s3:GetObject"],"Effect":"Deny"},
             "Version":"2012-10-17"}
            """;
        var inputs = PropertyMap.Empty.With("bucket", new PropertyString(Bucket))
            .With("policy", new PropertyString(policy));
        Assert.Empty(await DriftAsync(provider, "aws:s3/bucketPolicy:BucketPolicy", inputs, spelled));
        Assert.Equal(
            [("policy", DiffKind.Update)],
            await DriftAsync(
                provider, "aws:s3/bucketPolicy:BucketPolicy", inputs,
                spelled.Replace("Deny", "Allow", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lifted_access_block_is_seen()
    {
        using var provider = await ProviderAsync();
        var inputs = Property.Map(
            $$"""{"bucket":"{{Bucket}}","blockPublicAcls":true,"restrictPublicBuckets":true}""");
        const string type = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
        Assert.Empty(await DriftAsync(provider, type, inputs, Block(true)));
        Assert.Equal(
            [("restrictPublicBuckets", DiffKind.Update)], await DriftAsync(provider, type, inputs, Block(false)));

        static string Block(bool restricts) => $"""
            <PublicAccessBlockConfiguration {Xmlns}><BlockPublicAcls>true</BlockPublicAcls>
            <IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy>
            <RestrictPublicBuckets>{(restricts ? "true" : "false")}</RestrictPublicBuckets>
            </PublicAccessBlockConfiguration>
            """;
    }

    [Fact]
    public async Task A_rule_of_the_life_cycle_that_was_changed_added_or_removed_is_seen()
    {
        using var provider = await ProviderAsync();
        const string type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
        var inputs = Property.Map($$"""
            {"bucket":"{{Bucket}}","rules":[
              {"id":"parts","status":"Enabled","filter":{},"abortIncompleteMultipartUpload":{"daysAfterInitiation":7} },
              {"id":"old","status":"Enabled","filter":{"prefix":"wal/"},
               "noncurrentVersionExpiration":{"noncurrentDays":30} }]}
            """);
        Assert.Empty(await DriftAsync(provider, type, inputs, Rules(Old(30), Parts)));
        Assert.Equal(
            [("rules[1].noncurrentVersionExpiration.noncurrentDays", DiffKind.Update)],
            await DriftAsync(provider, type, inputs, Rules(Old(1), Parts)));
        Assert.Equal([("rules[1]", DiffKind.Add)], await DriftAsync(provider, type, inputs, Rules(Parts)));
        Assert.Equal(
            [("rules[2]", DiffKind.Delete)],
            await DriftAsync(provider, type, inputs, Rules(Parts, Old(30), """
                <Rule><ID>all</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>
                <Expiration><Days>1</Days></Expiration></Rule>
                """)));

        static string Rules(params string[] rules) =>
            $"<LifecycleConfiguration {Xmlns}>{string.Concat(rules)}</LifecycleConfiguration>";
        static string Old(int days) => $"""
            <Rule><ID>old</ID><Status>Enabled</Status><Filter><Prefix>wal/</Prefix></Filter>
            <NoncurrentVersionExpiration><NoncurrentDays>{days}</NoncurrentDays></NoncurrentVersionExpiration></Rule>
            """;
    }

    [Fact]
    public async Task Tags_that_were_changed_are_seen()
    {
        using var provider = await ProviderAsync();
        var inputs = Property.Map($$"""{"bucket":"{{Bucket}}","tags":{"team":"db"} }""");
        _store.Answer($"HEAD /{Bucket}/", 200);
        Assert.Empty(await DriftAsync(provider, "aws:s3/bucket:Bucket", inputs, Tags("db")));
        Assert.Equal(
            [("tags.team", DiffKind.Update)], await DriftAsync(provider, "aws:s3/bucket:Bucket", inputs, Tags("web")));

        static string Tags(string team) =>
            $"<Tagging {Xmlns}><TagSet><Tag><Key>team</Key><Value>{team}</Value></Tag></TagSet></Tagging>";
    }

    [Fact]
    public async Task What_is_not_a_bucket_is_refused_by_name_in_the_preview()
    {
        using var provider = await ProviderAsync();
        var queue = new ProviderSession(provider, "aws:sqs/queue:Queue", "events");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => queue.CheckAsync(PropertyMap.Empty));
        Assert.EndsWith("'aws:sqs/queue:Queue' needs the Pulumi CLI", failure.Message, StringComparison.Ordinal);
        // A store of one's own has buckets, and no IAM.
        var user = new ProviderSession(provider, "aws:iam/user:User", "archiver");
        Assert.Contains("has no IAM", Assert.Single(await user.FailuresAsync(PropertyMap.Empty)).Reason,
            StringComparison.Ordinal);
    }

    private const string Parts = """
        <Rule><ID>parts</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>
        <AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>
        </Rule>
        """;

    /// <summary>What the program would change after a refresh from a store that answers with this.</summary>
    private async Task<IEnumerable<(string, DiffKind)>> DriftAsync(
        S3Provider provider, string type, PropertyMap inputs, string answer)
    {
        _store.Forget($"GET /{Bucket}/");
        _store.Answer($"GET /{Bucket}/", 200, answer);
        var resource = new ResourceIdentity("urn", type, "b");
        var wanted = (await provider.CheckAsync(resource, null, inputs, CancellationToken.None)).Inputs;
        var read = await provider.ReadAsync(resource, Bucket, wanted, wanted, CancellationToken.None);
        var diff = await provider.DiffAsync(
            new DiffRequest(resource, Bucket, read!.Inputs, read.Outputs, wanted, []), CancellationToken.None);
        return diff.Details.Select(static entry => (entry.Key, entry.Value));
    }

    private Task<S3Provider> ProviderAsync() =>
        ObjectStoreFixture.ProviderAsync(new Uri($"http://127.0.0.1:{_store.Port}"), "secret");
}
