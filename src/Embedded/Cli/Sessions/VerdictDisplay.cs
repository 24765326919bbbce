using System.Text;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Display;
using Postern.Verdicts;
using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;
using Postern.Verdicts.Reporting;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>Shows a preview as another display does, and then what its changes cost the database's users.</summary>
public sealed class VerdictDisplay : IRunDisplay
{
    private readonly IRunDisplay _shown;
    private readonly StringBuilder _document = new();
    private readonly PreviewJson _json;
    private readonly TextWriter _output;

    public VerdictDisplay(
        DisplayOptions options, IRunDisplay shown, IReadOnlyDictionary<string, string> config, TextWriter output)
    {
        _shown = shown;
        _json = new PreviewJson(options, config, new StringWriter(_document));
        _output = output;
    }

    /// <summary>The changes that the gate does not let pass.</summary>
    public IReadOnlyList<Verdict> Refused { get; private set; } = [];

    public void Begin()
    {
        _shown.Begin();
        _json.Begin();
    }

    public void Publish(EngineEvent happening)
    {
        _shown.Publish(happening);
        _json.Publish(happening);
    }

    public void End(RunResult result, double seconds)
    {
        _shown.End(result, seconds);
        _json.End(result, seconds);
        if (!result.Succeeded || !result.HasChanges) return;
        var preview = PreviewReader.Read(_document.ToString());
        var gate = DataLossGate.Of(preview);
        var verdicts = PreviewJudge.Judge(preview);
        Refused = gate.Refuses(verdicts);
        _output.Write("Verdicts:\n");
        foreach (var line in VerdictText.Lines(verdicts, gate)) _output.Write($"    {line}\n");
        _output.Write("\n");
    }
}
