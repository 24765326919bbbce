using System.Collections;
using System.Text;
using Scriban.Parsing;

namespace Scriban;

/// <summary>The parser's messages, in the order of their discovery.</summary>
public class LogMessageBag : IReadOnlyList<LogMessage>
{
    private readonly List<LogMessage> messages = [];

    public int Count => messages.Count;

    public bool HasErrors { get; private set; }

    public LogMessage this[int index] => messages[index];

    public void Add(LogMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        HasErrors |= message.Type == ParserMessageType.Error;
        messages.Add(message);
    }

    public void AddRange(IEnumerable<LogMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var message in messages) Add(message);
    }

    public IEnumerator<LogMessage> GetEnumerator() => messages.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var message in messages) text.AppendLine(message.ToString());
        return text.ToString();
    }
}
