using System.Text.Json.Nodes;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Nomad;

/// <summary>An agent on the loopback that answers with exchanges that were recorded from a real one.</summary>
internal sealed class FakeNomad : LoopbackServer
{
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Adds a recorded exchange of ../shared/fixtures/nomad; ends the test where that is not there.</summary>
    public FakeNomad Record(string fixture, string? path = null, Action<JsonNode>? change = null)
    {
        var file = RepositoryFolder.Shared($"nomad/{fixture}.json");
        Assert.SkipWhen(file is null, "the shared fixtures are not here");
        var exchange = JsonNode.Parse(File.ReadAllText(file))!;
        var (request, response) = (exchange["request"]!, exchange["response"]!);
        if (response["body"] is { } body) change?.Invoke(body);
        var text = response["body"]?.ToJsonString() ?? response["text"]?.GetValue<string>() ?? "";
        var call = $"{request["method"]} {path ?? request["path"]!.GetValue<string>()}";
        return Script(call, response["status"]!.GetValue<int>(), text);
    }

    public FakeNomad Script(string call, int status, string text)
    {
        Answer(call, status, text);
        return this;
    }
}
