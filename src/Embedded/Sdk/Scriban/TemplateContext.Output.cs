using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban;

/// <summary>Writing, with the indentation of the running code block in front of every further line.</summary>
public partial class TemplateContext
{
    private readonly Stack<IScriptOutput> outputs = new();
    private bool isAtLineStart;
    private int writtenLength;
    private bool isCut;

    public IScriptOutput Output => outputs.Peek();

    public void PushOutput(IScriptOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        outputs.Push(output);
    }

    public void PushOutput() => PushOutput(new StringBuilderOutput());

    public IScriptOutput PopOutput()
    {
        if (outputs.Count == 1) throw new InvalidOperationException("Unexpected PopOutput for top level writer");
        return outputs.Pop();
    }

    public TemplateContext Write(string? text)
    {
        if (text is not null) Write(text, 0, text.Length);
        return this;
    }

    public virtual TemplateContext Write(SourceSpan span, object? textAsObject) => Write(ObjectToString(textAsObject));

    public TemplateContext WriteLine() => Write(NewLine);

    public TemplateContext Write(string? text, int startIndex, int count)
    {
        if (text is null || count == 0) return this;
        if (CurrentIndent is null)
        {
            isAtLineStart = text[startIndex + count - 1] == '\n';
            WriteChunk(text, startIndex, count);
            return this;
        }
        var end = startIndex + count;
        for (var i = startIndex; i < end;)
        {
            var newLine = text.IndexOf('\n', i, end - i);
            var next = newLine < 0 ? end : newLine + 1;
            if (isAtLineStart && (IndentOnEmptyLines || !IsEmptyLine(text, i, newLine)))
                WriteChunk(CurrentIndent, 0, CurrentIndent.Length);
            WriteChunk(text, i, next - i);
            isAtLineStart = newLine >= 0;
            i = next;
        }
        return this;
    }

    public void ResetPreviousNewLine() => isAtLineStart = false;

    /// <summary>What <paramref name="action"/> writes, as text.</summary>
    internal string Capture(Action action) => CaptureOutput(action).ToString() ?? "";

    internal IScriptOutput CaptureOutput(Action action)
    {
        PushOutput();
        try
        {
            action();
        }
        catch
        {
            PopOutput();
            throw;
        }
        return PopOutput();
    }

    private static bool IsEmptyLine(string text, int start, int newLine) =>
        newLine >= 0 && (newLine == start || (newLine == start + 1 && text[start] == '\r'));

    private void WriteChunk(string text, int start, int count)
    {
        var allowed = LimitToString <= 0 ? count : Math.Min(count, Math.Max(LimitToString - writtenLength, 0));
        if (allowed > 0) Output.Write(text, start, allowed);
        writtenLength += allowed;
        if (allowed == count || isCut) return;
        Output.Write("...", 0, 3);
        isCut = true;
    }
}
