using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Containers;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class ContainerChecksTests
{
    [Theory]
    [InlineData("""{"healthcheck":{"interval":"60"}}""", "healthcheck.interval", "'60' is not a valid duration")]
    [InlineData("""{"healthcheck":{"timeout":"-1s"}}""", "healthcheck.timeout", "'-1s' duration must not be negative")]
    [InlineData(
        """{"restart":"sometimes"}""", "restart",
        "'sometimes' doesn't match the pattern '^(no|on-failure|always|unless-stopped)$'")]
    [InlineData("""{"memory":-1}""", "memory", "'-1' cannot be lower than 0")]
    [InlineData("""{"memorySwap":-2}""", "memorySwap", "'-2' cannot be lower than -1")]
    [InlineData("""{"command":["a",""]}""", "command[1]", "values for command may not be empty")]
    [InlineData(
        """{"mounts":[{"type":"disk","target":"/x"}]}""", "mounts[0].type",
        "'disk' doesn't match the pattern '^(bind|volume|tmpfs)$'")]
    [InlineData(
        """{"volumes":[{"hostPath":"x","containerPath":"/x"}]}""", "volumes[0].hostPath",
        "'x' must be an absolute path")]
    [InlineData(
        """{"volumes":[{"volumeName":"x"}]}""", "volumes[0]",
        "volume entry without container path or source container")]
    [InlineData(
        """{"uploads":[{"file":"/a","content":"x","permissions":"644"}]}""", "uploads[0].permissions",
        "'644' doesn't match the pattern '^0[0-7]{3}$'")]
    [InlineData(
        """{"uploads":[{"file":"/a"}]}""", "uploads[0]",
        "error with upload content of \"/a\": one of 'content', 'content_base64', or 'source' must be set")]
    [InlineData(
        """{"uploads":[{"file":"/a","content":""}]}""", "uploads[0]",
        "error with upload content of \"/a\": one of 'content', 'content_base64', or 'source' must be set")]
    [InlineData(
        """{"uploads":[{"file":"/a","content":"x","source":"y"}]}""", "uploads[0]",
        "error with upload content of \"/a\": only one of 'content', 'content_base64', or 'source' can be set")]
    [InlineData(
        """{"uploads":[{"file":"/a","source":"/no/such/file"}]}""", "uploads[0]",
        "error with upload content of \"/a\": could not read file: \"/no/such/file\"")]
    [InlineData("""{"gpus":"all"}""", "gpus", "'gpus' needs the Pulumi CLI: the embedded engine does not offer it")]
    public void Names_the_property_and_the_reason(string inputs, string property, string reason)
    {
        var failure = Assert.Single(ContainerChecks.Run(
            Property.Map(inputs).With("image", new PropertyString("x")), "/"));
        Assert.Equal((property, reason), (failure.Property, failure.Reason));
    }

    [Fact]
    public void Never_repeats_a_content_that_is_no_base64()
    {
        var failure = Assert.Single(ContainerChecks.Run(
            Property.Map("""{"image":"x","uploads":[{"file":"/a","contentBase64":"se!cret"}]}"""), "/"));
        Assert.DoesNotContain("se!cret", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_what_is_not_known_yet_pass()
    {
        var upload = Property.Map("""{"file":"/a"}""").With("content", PropertyUnknown.Instance);
        var inputs = PropertyMap.Empty.With("image", PropertyUnknown.Instance)
            .With("uploads", new PropertyList([upload]));
        Assert.Empty(ContainerChecks.Run(inputs, "/"));
    }
}
