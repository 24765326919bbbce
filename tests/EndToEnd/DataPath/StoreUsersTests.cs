using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class StoreUsersTests(DataPathFixture fixture)
{
    [Fact]
    public async Task The_reader_reads_the_writers_bucket_and_changes_nothing()
    {
        var full = await fixture.Store.CreateBucketAsync("Any_name.is-fine");
        var empty = await fixture.Store.CreateBucketAsync();
        using var writer = fixture.Store.Client();
        await writer.PutObjectAsync(new PutObjectRequest { BucketName = full, Key = "a b", ContentBody = "text" });
        using var reader = fixture.Store.Client(reader: true);

        var listed = await reader.ListObjectsV2Async(new ListObjectsV2Request { BucketName = full });
        Assert.Equal(["a b"], listed.S3Objects.Select(one => one.Key));
        using var read = await reader.GetObjectAsync(full, "a b");
        Assert.Equal("text", await new StreamReader(read.ResponseStream).ReadToEndAsync());

        await Denied(() => reader.PutObjectAsync(
            new PutObjectRequest { BucketName = full, Key = "x", ContentBody = "y" }));
        await Denied(() => reader.DeleteObjectAsync(full, "a b"));
        await Denied(() => reader.InitiateMultipartUploadAsync(full, "x"));
        await Denied(() => reader.DeleteBucketAsync(empty));
        await Denied(() => reader.PutBucketAsync("another"));
        Assert.Equal(["a b"], await fixture.Store.KeysAsync(full));
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        var bucket = await fixture.Store.CreateBucketAsync();
        using (var before = fixture.Store.Client())
        {
            for (var index = 0; index < 20; index++)
            {
                var request = new PutObjectRequest { BucketName = bucket, Key = $"{index:D2}", ContentBody = "text" };
                await before.PutObjectAsync(request);
            }
        }
        await fixture.Store.KillAsync();
        await fixture.Store.StartAgainAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"{index:D2}"), await fixture.Store.KeysAsync(bucket));
    }

    private static async Task Denied(Func<Task> act)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(act);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, error.StatusCode);
    }
}
