using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>The command provider: what a command prints is shown as it comes; "exit 3" fails.</summary>
public sealed class GoldenCommand() : GoldenProvider("command")
{
    public override Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation)
    {
        var details = new List<(string, DiffKind)>();
        Compare("", request.OldInputs, request.NewInputs, details);
        return Task.FromResult(Changes(details));
    }

    public override Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var command = ((PropertyString)inputs["create"]).Value;
        if (preview) return Task.FromResult(new CreateResult("", inputs));
        var shown = command.Replace("\"", "\\\"", StringComparison.Ordinal);
        if (command.EndsWith("exit 3", StringComparison.Ordinal))
        {
            string[] lines = command.Contains("FATAL", StringComparison.Ordinal)
                ? ["checking", "FATAL: could not connect to server"] : [""];
            foreach (var line in lines.Where(line => line.Length > 0)) log.Info(line, ephemeral: true);
            throw new ProviderException($"exit status 3: running \"{shown}\":\n{string.Join('\n', lines)}");
        }
        var output = command["echo ".Length..];
        log.Info(output, ephemeral: true);
        return Task.FromResult(new CreateResult($"{resource.Name}62286aa7", Ended(inputs, output)));
    }

    public override Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        if (!preview) log.Info("updated", ephemeral: true);
        return Task.FromResult(Ended(request.NewInputs, ((PropertyString)request.OldOutputs["stdout"]).Value));
    }

    private static PropertyMap Ended(PropertyMap inputs, string output) => inputs
        .With("stdout", new PropertyString(output)).With("stderr", new PropertyString(""));

    private static void Compare(string path, PropertyMap old, PropertyMap news, List<(string, DiffKind)> details)
    {
        foreach (var (name, value) in news)
        {
            var before = old.GetValueOrDefault(name);
            if (Equals(before?.Plain, value.Plain)) continue;
            if (before is PropertyMap oldMap && value is PropertyMap map)
                Compare(path + name + ".", oldMap, map, details);
            else details.Add((path + name, DiffKind.Update));
        }
    }
}
