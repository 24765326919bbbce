using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>Lists, maps and options, outside of any run.</summary>
public sealed class InputTests
{
    [Fact]
    public async Task The_same_key_twice_is_refused_unless_the_value_is_the_same()
    {
        var same = new InputMap<string> { ["a"] = "1" };
        same.Add("a", Output.Create("1"));
        Assert.Equal(
            ImmutableDictionary<string, string>.Empty.Add("a", "1"),
            await OutputUtilities.GetValueAsync(same.ToOutput()));

        var different = new InputMap<string> { ["a"] = "1", ["b"] = "2" };
        different.Add("a", "3");
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => OutputUtilities.GetValueAsync(different.ToOutput()));
        Assert.Equal("Key 'a' already exists in the map with a different value.", error.Message);
    }

    [Fact]
    public async Task Of_two_merged_maps_the_second_one_wins()
    {
        var merged = InputMap<string>.Merge(
            new InputMap<string> { ["a"] = "1", ["b"] = "1" }, new InputMap<string> { ["b"] = "2" });
        var values = await OutputUtilities.GetValueAsync(merged.ToOutput());
        Assert.Equal("a=1,b=2", string.Join(",", values.OrderBy(v => v.Key).Select(v => v.Key + "=" + v.Value)));
    }

    [Fact]
    public void Merged_options_join_lists_and_take_the_second_ones_single_values()
    {
        var first = new CustomResourceOptions { Protect = true, IgnoreChanges = { "a" }, Version = "1" };
        var second = new CustomResourceOptions { Protect = false, IgnoreChanges = { "b" }, ImportId = "i" };
        var merged = CustomResourceOptions.Merge(first, second);
        Assert.Equal((false, "1", "i"), (merged.Protect, merged.Version, merged.ImportId));
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["a"], first.IgnoreChanges);
    }

    [Fact]
    public async Task An_unknown_output_runs_no_function_and_stays_secret()
    {
        var ran = false;
        var unknown = Output.CreateSecret(OutputUtilities.CreateUnknown("x"));
        var applied = unknown.Apply(text =>
        {
            ran = true;
            return text.Length;
        });
        Assert.False(await OutputUtilities.GetIsKnownAsync(applied));
        Assert.True(await Output.IsSecretAsync(applied));
        Assert.False(ran);
    }
}
