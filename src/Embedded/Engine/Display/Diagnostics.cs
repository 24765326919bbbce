using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Display;

/// <summary>The messages of a run, by resource in the order of each one's first.</summary>
public sealed class Diagnostics(string stackUrn)
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<Message>> _byUrn = new(StringComparer.Ordinal);

    public void Add(Message message)
    {
        if (message.Severity == LogSeverity.Debug || message.Ephemeral) return;
        var urn = message.Urn ?? stackUrn;
        if (!_byUrn.TryGetValue(urn, out var list))
        {
            _byUrn[urn] = list = [];
            _order.Add(urn);
        }
        list.Add(message);
    }

    public bool HasErrors(string urn) => Of(urn).Any(message => message.Severity == LogSeverity.Error);

    /// <summary>URNs with errors, in order.</summary>
    public IEnumerable<string> Failed => _order.Where(HasErrors);

    /// <summary>"1 error; 2 warnings; 1 message", or nothing.</summary>
    public string Counts(string urn, Ink ink)
    {
        var messages = Of(urn);
        string Part(LogSeverity severity, string noun, int colour)
        {
            var count = messages.Count(message => message.Severity == severity);
            return count == 0 ? "" : $"{count} {ink.Paint(colour, count > 1 ? noun + "s" : noun)}";
        }
        string[] parts =
        [
            Part(LogSeverity.Error, "error", Ink.Red), Part(LogSeverity.Warning, "warning", Ink.Yellow),
            Part(LogSeverity.Info, "message", Ink.Magenta),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The block under "Diagnostics:", with a blank line after each resource; nothing when there are no
    /// messages.</summary>
    public void Write(TextWriter output, Ink ink)
    {
        if (_order.Count == 0) return;
        output.Write(ink.Heading("Diagnostics:") + "\n");
        foreach (var urn in _order)
        {
            output.Write(
                "  " + ink.Paint(Ink.BrightBlue, $"{StepWords.ShortType(Urn.TypeOf(urn))} ({Urn.NameOf(urn)}):") +
                "\n");
            foreach (var message in _byUrn[urn])
            {
                var lines = message.Text.TrimEnd('\n').Split('\n');
                output.Write("    " + Prefix(ink, message.Severity) + lines[0] + "\n");
                foreach (var line in lines.Skip(1)) output.Write(line.Length == 0 ? "\n" : $"    {line}\n");
            }
            output.Write("\n");
        }
    }

    public static string Prefix(Ink ink, LogSeverity severity) => severity switch
    {
        LogSeverity.Error => ink.Paint(Ink.Red, "error: "),
        LogSeverity.Warning => ink.Paint(Ink.Yellow, "warning: "),
        _ => "",
    };

    private List<Message> Of(string urn) => _byUrn.GetValueOrDefault(urn, []);
}
