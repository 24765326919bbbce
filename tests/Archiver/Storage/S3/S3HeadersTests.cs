using Postern.Archiver.Failures;
using Postern.Archiver.Storage.S3;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

public sealed class S3HeadersTests
{
    [Theory]
    [InlineData("X-One: a\nX-Two: b: c")]
    [InlineData("- X-One: a\n- X-Two: 'b: c'")]
    [InlineData("X-One: a\\nX-Two: \"b: c\"")]
    [InlineData("{\"X-One\": \"a\", \"X-Two\": \"b: c\"}")]
    public void Reads_lines_lists_and_objects(string text) => Assert.Equal(
        [KeyValuePair.Create("X-One", "a"), KeyValuePair.Create("X-Two", "b: c")], S3Headers.Parse(text));

    [Theory]
    [InlineData("no colon, s3cret")]
    [InlineData("{\"X-One\": s3cret}")]
    [InlineData("X One: s3cret")]
    [InlineData("{}")]
    public void Refuses_anything_else_without_showing_it(string text)
    {
        var failure = Assert.Throws<ArchiverException>(() => S3Headers.Parse(text));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
        Assert.DoesNotContain("s3cret", failure.Message, StringComparison.Ordinal);
    }
}
