using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>Blocks, and the texts and borders in them.</summary>
internal sealed partial class Parser
{
    private Block ParseBlock(Node parent, bool takesEndOfStatement = true) =>
        Deeper(() => ParseStatements(parent, takesEndOfStatement));

    private Block ParseStatements(Node parent, bool takesEndOfStatement)
    {
        var start = Current.Start;
        var block = new Block();
        var outer = currentBlock;
        currentBlock = block;
        blocks.Push(parent);
        blockLevel++;
        var hasEnd = false;
        while (!hasEnd && TryParseStatement(parent, takesEndOfStatement, out var statement, out hasEnd))
        {
            if (statement is not null) block.Statements.Add(statement);
        }
        if (hasEnd && blockLevel == 1)
        {
            var end = new SourceSpan(lexer.SourcePath, Previous.End, Previous.End);
            Log(parent, end, "Found <end> statement without a corresponding beginning of a block");
        }
        if (!hasEnd && blockLevel > 1) Log(parent, SpanOf(Previous), "The <end> statement was not found");
        blockLevel--;
        blocks.Pop();
        currentBlock = outer;
        return Close(block, start);
    }

    /// <summary>One statement (null for one that is part of its parent); false when the block cannot go on.</summary>
    private bool TryParseStatement(Node parent, bool takesEndOfStatement, out Statement? statement, out bool hasEnd)
    {
        statement = null;
        hasEnd = false;
        while (!hasFatalError)
        {
            switch (Current.Type)
            {
                case TokenType.Eof:
                    return false;
                case TokenType.Raw or TokenType.Escape:
                    statement = ParseRaw();
                    if (parent is not CaseStatement) return true;
                    statement = null;
                    continue;
                case TokenType.CodeEnter or TokenType.CodeExit or TokenType.EscapeEnter or TokenType.EscapeExit:
                    statement = ParseBorder();
                    return true;
                case TokenType.NewLine or TokenType.SemiColon when isInCode:
                    Next();
                    continue;
                case TokenType.Identifier or TokenType.IdentifierSpecial when isInCode:
                    return TryParseKeyword(parent, takesEndOfStatement, out statement, out hasEnd);
                default:
                    if (isInCode && IsStartOfExpression())
                    {
                        statement = ParseExpressionStatement();
                        return true;
                    }
                    Log($"Unexpected token {LogText(Current)}{(isInCode ? "" : " while not in a code block { ... }")}");
                    return false;
            }
        }
        return false;
    }

    private RawStatement ParseRaw()
    {
        var token = Current;
        Next();
        var text = lexer.Text[token.Start.Offset..(token.End.Offset + 1)];
        return new RawStatement(text) { Span = SpanOf(token) };
    }

    private BorderStatement ParseBorder()
    {
        var token = Current;
        var isCodeEnter = token.Type == TokenType.CodeEnter;
        if (isCodeEnter && isInCode) Log("Unexpected token while already in a code block");
        if (token.Type == TokenType.CodeExit && mode == ScriptMode.ScriptOnly)
        {
            Log("Unexpected code clock exit '}}' while parsing in script only mode. '}}' is not allowed.");
        }
        isInCode = isCodeEnter;
        var indent = isCodeEnter && currentBlock?.Statements is [.., RawStatement raw] ? IndentBehind(raw) : null;
        Next();
        var isEnter = token.Type is TokenType.CodeEnter or TokenType.EscapeEnter;
        return Close(new BorderStatement(isEnter, indent), token.Start);
    }

    /// <summary>
    /// The blanks between the last newline (or the template's start) and the code, or none where text precedes it.
    /// </summary>
    private string IndentBehind(RawStatement raw)
    {
        var end = raw.Span.End.Offset + 1;
        var start = end;
        while (start > 0 && lexer.Text[start - 1] != '\n')
        {
            if (!char.IsWhiteSpace(lexer.Text[start - 1])) return "";
            start--;
        }
        return lexer.Text[start..end];
    }
}
