using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.State;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

/// <summary>Every form of an alias finds the resource under its former identity, and nothing is called.</summary>
public sealed class AliasTests
{
    private static readonly ResourceAlias Same = new(null, null, null, null, null, null, false);

    private readonly TestStack _stack = new();

    [Fact]
    public Task By_name() => MovesAsync(
        program => program.ThingAsync("old"), Same with { Name = "old" });

    [Fact]
    public Task By_whole_urn() => MovesAsync(
        program => program.ThingAsync("old"), Same with { Urn = "urn:pulumi:dev::proj::mem:index:Thing::old" });

    [Fact]
    public Task By_type() => MovesAsync(
        program => program.ThingAsync("new", null, options => options with { Type = "mem:index:Other" }),
        Same with { Type = "mem:index:Other" });

    [Fact]
    public Task By_former_parent() => MovesAsync(
        async program =>
        {
            var group = await program.ComponentAsync("group");
            await program.ThingAsync("new", null, options => options with { Parent = group });
        },
        Same with { ParentUrn = "urn:pulumi:dev::proj::test:index:Group::group" });

    [Fact]
    public Task Without_a_parent() => MovesAsync(
        program => program.ThingAsync("new", null, options => options with { Parent = null }),
        Same with { NoParent = true });

    [Fact]
    public async Task By_stack_and_project_of_a_state_that_was_brought_here()
    {
        await _stack.UpAsync(program => program.ThingAsync("new"));
        _stack.File = _stack.File!.Replace("urn:pulumi:dev::proj::mem", "urn:pulumi:prod::other::mem");
        await TakesOverAsync(Same with { Stack = "prod", Project = "other" });
    }

    private async Task MovesAsync(Func<Declaration, Task> before, ResourceAlias alias)
    {
        await _stack.UpAsync(before);
        await TakesOverAsync(alias);
    }

    private async Task TakesOverAsync(ResourceAlias alias)
    {
        var id = _stack.State.Resources.Single(
            resource => resource.Type.StartsWith("mem:index", StringComparison.Ordinal)).Id;
        _stack.Cloud.TakeLog();
        var preview = await _stack.PreviewAsync(Renamed);
        Assert.False(preview.Changes.ContainsKey("create"));
        Assert.True((await _stack.UpAsync(Renamed)).Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
        var moved = _stack.Find("new");
        Assert.Equal("urn:pulumi:dev::proj::mem:index:Thing::new", moved.Urn);
        Assert.Equal(id, moved.Id);
        Assert.Single(_stack.State.Resources, resource => resource.Type == Thing);
        SnapshotInvariants.Verify(_stack.State);

        Task<RegisterResourceResult> Renamed(Declaration program) =>
            program.ThingAsync("new", null, options => options with { Aliases = ImmutableArray.Create(alias) });
    }
}
