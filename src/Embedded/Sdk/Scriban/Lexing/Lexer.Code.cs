using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>Tokens inside a code block.</summary>
internal sealed partial class Lexer
{
    /// <summary>The next token of code, or null where only blanks were.</summary>
    private Token? ReadCode()
    {
        var start = position;
        if (interpolationOpened)
        {
            interpolationOpened = false;
            var brace = new TextPosition(start.Offset - 1, start.Line, start.Column - 1);
            return new Token(TokenType.OpenInterpolatedBrace, brace, brace);
        }
        if (interpolationClosed)
        {
            interpolationClosed = false;
            return ReadInterpolatedString();
        }
        return Current switch
        {
            '\n' or '\r' => ReadNewLine(),
            '#' => ReadComment(),
            '"' or '\'' => ReadString(),
            '`' => ReadVerbatimString(),
            '$' when Peek() is '"' or '\'' => ReadInterpolatedString(),
            '$' => ReadIdentifier(),
            var c when IsIdentifierStart(c) => ReadIdentifier(),
            var c when char.IsDigit(c) => ReadNumber(),
            var c when char.IsWhiteSpace(c) => SkipBlanks(),
            _ => ReadPunctuation(),
        };
    }

    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsDigit(c);

    private Token? SkipBlanks()
    {
        SkipWhitespace(stopAtNewLine: true);
        return null;
    }

    /// <summary>A newline together with all blanks and newlines behind it.</summary>
    private Token ReadNewLine()
    {
        var start = position;
        var end = Advance();
        return new Token(TokenType.NewLine, start, SkipWhitespace(stopAtNewLine: false) ?? end);
    }

    private Token ReadIdentifier()
    {
        var start = position;
        var special = Current == '$';
        var end = Advance();
        if (special && Current == '$') return new Token(TokenType.IdentifierSpecial, start, Advance());
        while (IsIdentifierPart(Current)) end = Advance();
        return new Token(special ? TokenType.IdentifierSpecial : TokenType.Identifier, start, end);
    }

    private Token ReadComment()
    {
        var start = position;
        var end = Advance();
        if (Current != '#')
        {
            while (!AtEnd && Current is not ('\r' or '\n') && (mode == ScriptMode.ScriptOnly || !IsExit()))
                end = Advance();
            return new Token(TokenType.Comment, start, end);
        }
        end = Advance();
        while (!AtEnd && !IsExit())
        {
            var closing = Current == '#';
            end = Advance();
            if (!closing || Current != '#') continue;
            end = Advance();
            break;
        }
        return new Token(TokenType.CommentMulti, start, end);
    }

    private Token? ReadPunctuation()
    {
        var start = position;
        if (Current == '}') return ReadCloseBrace();
        if (Punctuation.Match(Text, position.Offset) is not { } match)
        {
            Advance();
            return new Token(TokenType.Invalid, start, start);
        }
        if (match.Type == TokenType.OpenBrace) openBraces++;
        return new Token(match.Type, start, Advance(match.Text.Length));
    }

    private Token ReadCloseBrace()
    {
        var start = position;
        if (interpolations.Count > 0)
        {
            // The brace itself belongs to the piece of text that follows.
            interpolationClosed = true;
            return new Token(TokenType.CloseInterpolatedBrace, start, start);
        }
        if (openBraces > 0) openBraces--;
        else Error("Unexpected } while no matching {", start, start);
        Advance();
        return new Token(TokenType.CloseBrace, start, start);
    }
}
