using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.State;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class StackReferenceTests
{
    private const string Other = "organization/proj/other";

    private readonly TestStack _stack = new();

    [Fact]
    public async Task Reads_outputs_and_keeps_secrets()
    {
        _stack.OtherStacks = name => name == Other
            ? Inputs(("host", new PropertyString("db")),
                ("password", new PropertySecret(new PropertyString("canary-3"))))
            : null;
        RegisterResourceResult? read = null;
        var result = await _stack.UpAsync(async program => read = await ReadAsync(program));
        Assert.True(result.Succeeded);
        var outputs = (PropertyMap)read!.Outputs["outputs"];
        Assert.Equal(new PropertyString("db"), outputs["host"]);
        Assert.IsType<PropertySecret>(outputs["password"]);
        Assert.Equal(new PropertyList([new PropertyString("password")]), read.Outputs["secretOutputNames"]);
        Assert.True(_stack.Find("ref").External);
        Assert.DoesNotContain("canary-3", _stack.File);
        Assert.False(result.Changes.ContainsKey("read"));
        Assert.True((await _stack.UpAsync(ReadAsync)).Succeeded);
        Assert.True((await _stack.UpAsync(_ => Task.CompletedTask)).Succeeded);
        Assert.DoesNotContain(_stack.State.Resources, resource => resource.Type == Urn.StackReferenceType);
    }

    [Fact]
    public async Task A_missing_stack_fails_the_preview()
    {
        var result = await _stack.PreviewAsync(ReadAsync);
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error == $"unknown stack \"{Other}\"");
    }

    private static Task<RegisterResourceResult> ReadAsync(Declaration program) => program.Monitor.ReadResourceAsync(
        new ReadResourceRequest(
            Urn.StackReferenceType, "ref", Other, program.StackUrn, Text("name", Other), [], null, null, []),
        CancellationToken.None);
}
