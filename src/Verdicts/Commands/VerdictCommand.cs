using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;
using Postern.Verdicts.Reporting;

namespace Postern.Verdicts.Commands;

/// <summary>`verdict [--json FILE] [--markdown] [--gate]`: reads a preview, says what it costs.</summary>
public sealed class VerdictCommand(TextReader input, TextWriter output, TextWriter error)
{
    public const int Refused = 1;

    public const int BadInput = 2;

    public const string Help = """
        Says what a preview would cost the database's users: nothing, reload, restart, replace or DATA LOSS.

        Usage:
          verdict [--json FILE] [--markdown] [--gate]

          --json FILE   the document that `preview --json` wrote; standard input without it, or for "-"
          --markdown    a comment of at most 40 lines instead of plain text
          --gate        exit 1 on DATA LOSS, unless the stack's postern:allowDataLoss names the resource

        Exit codes: 0 judged, 1 refused by the gate, 2 the input is not a preview.
        """;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var (file, isMarkdown, isGate) = ("-", false, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--json" when i + 1 < arguments.Count:
                    file = arguments[++i];
                    break;
                case "--markdown":
                    isMarkdown = true;
                    break;
                case "--gate":
                    isGate = true;
                    break;
                case "--help" or "-h":
                    await output.WriteLineAsync(Help);
                    return 0;
                default:
                    await error.WriteLineAsync($"error: unexpected '{arguments[i]}'. HINT: verdict --help.");
                    return BadInput;
            }
        }
        return await JudgeAsync(file, isMarkdown, isGate, cancellation);
    }

    private async Task<int> JudgeAsync(string file, bool isMarkdown, bool isGate, CancellationToken cancellation)
    {
        try
        {
            var text = file == "-"
                ? await input.ReadToEndAsync(cancellation)
                : await File.ReadAllTextAsync(file, cancellation);
            var preview = PreviewReader.Read(text);
            var gate = DataLossGate.Of(preview);
            var verdicts = PreviewJudge.Judge(preview);
            var lines = isMarkdown
                ? VerdictMarkdown.Lines(preview.Stack, verdicts, gate)
                : VerdictText.Lines(verdicts, gate);
            foreach (var line in lines) await output.WriteLineAsync(line);
            return isGate && gate.Refuses(verdicts).Count > 0 ? Refused : 0;
        }
        catch (PreviewFormatException exception)
        {
            await error.WriteLineAsync($"error: {exception.Message}. HINT: give what `pulumiw preview --json` writes.");
            return BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"error: cannot read '{file}': {exception.Message}. HINT: check the path.");
            return BadInput;
        }
    }
}
