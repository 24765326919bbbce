using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Tests.TestKit;
using Pulumi;
using Xunit;

namespace Postern.Tests.Embedded.Conformance.Fixtures;

/// <summary>
/// The calls of ../shared/fixtures/pulumi-program on the engine are those that the official SDK made.
/// </summary>
public sealed class ProgramTraceTests
{
    // What has no counterpart in process: flags of the protocol, the same in every call.
    private static readonly string[] NotSent =
        ["acceptSecrets", "acceptResources", "supportsResultReporting", "hooks", "deleteBeforeReplaceDefined"];

    [Theory]
    [InlineData("preview.trace", true)]
    [InlineData("up.trace", false)]
    public async Task Makes_the_calls_of_the_trace(string trace, bool preview)
    {
        var monitor = new RecordingMonitor(preview);
        ProgramHost.Current = Context(monitor, preview);
        try
        {
            Assert.Equal(0, await Deployment.RunAsync(Infra.Build));
        }
        finally
        {
            ProgramHost.Current = null;
        }
        var lines = File.ReadLines(RepositoryFolder.Shared("pulumi-program/" + trace)!);
        var expected = lines.Select(Normalize).Where(line => line is not null);
        Assert.Equal(expected.Order(StringComparer.Ordinal), monitor.Calls.Order(StringComparer.Ordinal));
    }

    private static ProgramContext Context(RecordingMonitor monitor, bool preview) => new(
        "acme", "proj", "dev", preview, Parallel: 16, RootDirectory: "/",
        ImmutableSortedDictionary<string, string>.Empty
            .Add("proj:region", "us-east-1").Add("proj:dbPassword", "s3cr3t")
            .Add("proj:sizing", """{"Replicas":2,"Memory":"1g","Zones":["a"]}"""),
        ["proj:dbPassword"], monitor);

    private static string? Normalize(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || line[space + 1] != '{') return null;
        var message = (JsonObject)JsonNode.Parse(line[space..])!;
        foreach (var name in NotSent) message.Remove(name);
        return line[..space] + " " + WireText.Canonical(message);
    }
}
