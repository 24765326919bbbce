using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>
/// Cuts a template into tokens: text outside of code blocks stays as it is, byte for byte; whitespace that `-` and
/// `~` eat becomes
/// a token of its own.
/// </summary>
internal sealed partial class Lexer(string text, string sourcePath, ScriptMode mode)
{
    private readonly Queue<Token> pending = new();
    private Block block = mode == ScriptMode.ScriptOnly ? Block.Code : Block.Raw;
    private TextPosition position;
    private int escapeCount;
    private int openBraces;
    private bool ended;

    private enum Block
    {
        Code,
        Escape,
        Raw,
    }

    public string Text { get; } = text;

    public string SourcePath { get; } = sourcePath;

    public List<LogMessage> Errors { get; } = [];

    private char Current => position.Offset < Text.Length ? Text[position.Offset] : '\0';

    private bool AtEnd => position.Offset >= Text.Length;

    /// <summary>The next token; after the last one, always <see cref="Token.Eof"/>.</summary>
    public Token Next()
    {
        while (true)
        {
            if (pending.TryDequeue(out var waiting)) return waiting;
            if (ended || AtEnd) return End();
            if (mode != ScriptMode.ScriptOnly)
            {
                if (block == Block.Raw && IsEnter(out _)) return ReadEnter();
                if (block != Block.Raw && IsExit())
                {
                    if (ReadExit() is { } exit) return exit;
                    continue;
                }
            }
            if ((block == Block.Code ? ReadCode() : ReadRaw()) is { } token) return token;
        }
    }

    private Token End()
    {
        ended = true;
        return Token.Eof;
    }

    private char Peek(int count = 1)
    {
        var offset = position.Offset + count;
        return offset < Text.Length ? Text[offset] : '\0';
    }

    /// <summary>Steps over one character and returns where it was.</summary>
    private TextPosition Advance()
    {
        var before = position;
        var left = Current;
        position.Offset = Math.Min(position.Offset + 1, Text.Length);
        if (AtEnd) return before;
        if (left == '\n' || (left == '\r' && Current != '\n'))
        {
            position.Column = 0;
            position.Line++;
        }
        else
        {
            position.Column++;
        }
        return before;
    }

    private TextPosition Advance(int count)
    {
        var last = position;
        for (var i = 0; i < count; i++) last = Advance();
        return last;
    }

    private Token Error(string message, TextPosition start, TextPosition end)
    {
        Errors.Add(new LogMessage(ParserMessageType.Error, new SourceSpan(SourcePath, start, end), message));
        return new Token(TokenType.Invalid, start, end);
    }

    /// <summary>Steps over blanks, and over newlines too unless asked to stop there; null when there is none.</summary>
    private TextPosition? SkipWhitespace(bool stopAtNewLine, bool takeNewLine = false)
    {
        TextPosition? last = null;
        while (char.IsWhiteSpace(Current))
        {
            if (stopAtNewLine && Current == '\n')
            {
                if (takeNewLine) last = Advance();
                break;
            }
            last = Advance();
        }
        return last;
    }
}
