using Postern.Embedded.Contracts.Programs;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class TimeoutTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Custom_timeouts_reach_the_provider_and_the_state_in_seconds()
    {
        await _stack.UpAsync(program => ThingAsync(program, "1"));
        Assert.Contains("\"customTimeouts\":{\"create\":300,\"update\":1.5,\"delete\":60}", _stack.File);
        await _stack.UpAsync(program => ThingAsync(program, "2"));
        await _stack.DestroyAsync();
        Assert.Equal(["create a 300", "update a 1.5", "delete a 60"], _stack.Cloud.Timeouts);
    }

    [Fact]
    public async Task A_changed_timeout_is_no_change_of_the_resource_and_is_kept_for_the_next_operation()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        var result = await _stack.UpAsync(program => ThingAsync(program, "1"));
        Assert.False(result.HasChanges);
        await _stack.DestroyAsync();
        Assert.Equal(["delete a 60"], _stack.Cloud.Timeouts);
    }

    private static Task<RegisterResourceResult> ThingAsync(Declaration program, string size) => program.ThingAsync(
        "a", Text("size", size), options => options with { Timeouts = new ResourceTimeouts(300, 1.5, 60) });
}
