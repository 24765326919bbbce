using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>The borders between text and code, and the whitespace control at them.</summary>
internal sealed partial class Lexer
{
    private static TokenType? Control(char c) => c switch
    {
        '-' => TokenType.WhitespaceFull,
        '~' => TokenType.Whitespace,
        _ => null,
    };

    private bool IsEnter(out TokenType? whitespace)
    {
        whitespace = null;
        if (Current != '{') return false;
        var i = 1;
        while (Peek(i) == '%') i++;
        if (Peek(i) != '{') return false;
        whitespace = Control(Peek(i + 1));
        return true;
    }

    private Token ReadEnter()
    {
        var start = Advance();
        while (Current == '%')
        {
            escapeCount++;
            Advance();
        }
        var end = Advance();
        if (Control(Current) is not null) end = Advance();
        block = escapeCount > 0 ? Block.Escape : Block.Code;
        return new Token(escapeCount > 0 ? TokenType.EscapeEnter : TokenType.CodeEnter, start, end);
    }

    private bool IsExit()
    {
        if (openBraces > 0 || interpolations.Count > 0) return false;
        var i = Control(Current) is null ? 0 : 1;
        if (Peek(i) != '}') return false;
        for (var n = 1; n <= escapeCount; n++)
        {
            if (Peek(i + n) != '%') return false;
        }
        return Peek(i + escapeCount + 1) == '}';
    }

    /// <summary>The code exit, or null for the exit of a verbatim block, which queues behind its text.</summary>
    private Token? ReadExit()
    {
        var start = position;
        var whitespace = Control(Current);
        if (whitespace is not null) Advance();
        Advance(escapeCount + 1);
        var end = Advance();
        Token? exit = null;
        if (block == Block.Code) exit = new Token(TokenType.CodeExit, start, end);
        else pending.Enqueue(new Token(TokenType.EscapeExit, start, end));
        escapeCount = 0;
        block = Block.Raw;
        if (whitespace is not { } control) return exit;
        var lineOnly = control == TokenType.Whitespace;
        var space = position;
        if (SkipWhitespace(lineOnly, lineOnly) is { } last) pending.Enqueue(new Token(control, space, last));
        return exit;
    }

    /// <summary>
    /// Text up to the next border, less the whitespace that the border eats; null when nothing is left of it.
    /// </summary>
    private Token? ReadRaw()
    {
        var start = position;
        TextPosition? last = null;
        TokenType? whitespace = null;
        var kept = new TrailingSpace();
        while (!AtEnd && !(block == Block.Raw ? IsEnter(out whitespace) : IsExit()))
        {
            kept.See(position, Current, last);
            last = Advance();
        }
        if (last is not { } end) return null;
        if (whitespace is { } control && kept.Begin(control) is { } space)
        {
            pending.Enqueue(new Token(control, space, end));
            if (kept.Before(control) is not { } before) return null;
            end = before;
        }
        return new Token(block == Block.Escape ? TokenType.Escape : TokenType.Raw, start, end);
    }

    /// <summary>
    /// Where the run of blanks at the end of the text began: across lines, and on the last line only.
    /// </summary>
    private sealed class TrailingSpace
    {
        private (TextPosition Begin, TextPosition? Before)? full;
        private (TextPosition Begin, TextPosition? Before)? line;

        public void See(TextPosition position, char c, TextPosition? before)
        {
            if (!char.IsWhiteSpace(c))
            {
                full = null;
                line = null;
                return;
            }
            full ??= (position, before);
            if (c == '\n') line = null;
            else line ??= (position, before);
        }

        public TextPosition? Begin(TokenType control) => Of(control)?.Begin;

        public TextPosition? Before(TokenType control) => Of(control)?.Before;

        private (TextPosition Begin, TextPosition? Before)? Of(TokenType control) =>
            control == TokenType.Whitespace ? line : full;
    }
}
