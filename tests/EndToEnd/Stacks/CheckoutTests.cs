using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>A stack belongs to its state, not to the folder from which it was brought up.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class CheckoutTests(DevStack dev)
{
    [Fact]
    public async Task Another_checkout_of_the_same_commit_has_nothing_to_change()
    {
        await dev.Stack.UpAsync();
        using var other = new TemporaryFolder();
        File.Copy(Path.Combine(RepositoryFolder.Root, "Pulumi.yaml"), other.At("Pulumi.yaml"));
        File.Copy(dev.Stack.StackFile, other.At(Path.GetFileName(dev.Stack.StackFile)));
        Directory.CreateDirectory(other.At("artifacts", "archiver"));
        File.CreateSymbolicLink(
            other.At("artifacts", "archiver", "archiver"),
            Path.Combine(RepositoryFolder.Root, "artifacts", "archiver", "archiver"));
        var preview = await dev.Stack.TryAsync("preview", "-C", other.Path, "--diff", "--expect-no-changes");
        Assert.True(preview.ExitCode == 0, preview.Text);
        Assert.True(File.Exists(other.At("artifacts", "images", "store", "Dockerfile")));
    }
}
