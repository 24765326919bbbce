using System.Text;
using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>
/// A recursive-descent parser with precedence climbing. Messages, their order and their places are those of the
/// official
/// library: users search for them.
/// </summary>
internal sealed partial class Parser
{
    private readonly Lexer lexer;
    private readonly ScriptMode mode;
    private readonly ParserOptions options;
    private readonly List<Token> preview = [];
    private readonly Stack<Node> blocks = new();
    private Block? currentBlock;
    private int blockLevel;
    private int expressionLevel;
    private int depth;
    private int newLineAllowance;
    private bool isInCode;
    private bool hasFatalError;
    private bool isDepthReported;

    public Parser(string text, string sourcePath, ScriptMode mode, ParserOptions options)
    {
        lexer = new Lexer(text, sourcePath, mode);
        this.mode = mode;
        this.options = options;
        isInCode = mode == ScriptMode.ScriptOnly;
        Next();
    }

    public LogMessageBag Messages { get; } = new();

    private Token Current { get; set; }

    private Token Previous { get; set; }

    private SourceSpan CurrentSpan => SpanOf(Current);

    public Page Run()
    {
        Block body;
        try
        {
            var page = new Page(new Block());
            body = ParseBlock(page);
        }
        catch (ParserGaveUpException)
        {
            body = new Block();
        }
        Messages.AddRange(lexer.Errors);
        return new Page(body) { Span = body.Span };
    }

    private SourceSpan SpanOf(Token token) => new(lexer.SourcePath, token.Start, token.End);

    private SourceSpan SpanFrom(TextPosition start) => new(lexer.SourcePath, start, Previous.End);

    /// <summary>Gives a node its place: from where it was opened to the last token.</summary>
    private T Close<T>(T node, TextPosition start)
        where T : Node
    {
        node.Span = SpanFrom(start);
        return node;
    }

    private bool IsHidden(TokenType type) => type is TokenType.Comment or TokenType.CommentMulti or TokenType.Whitespace
        or TokenType.WhitespaceFull || (type == TokenType.NewLine && newLineAllowance > 0);

    private void Next()
    {
        Previous = Current;
        do
        {
            if (preview.Count > 0)
            {
                Current = preview[0];
                preview.RemoveAt(0);
            }
            else
            {
                Current = lexer.Next();
            }
        }
        while (IsHidden(Current.Type));
    }

    private Token Peek()
    {
        foreach (var token in preview)
        {
            if (!IsHidden(token.Type)) return token;
        }
        while (true)
        {
            var token = lexer.Next();
            preview.Add(token);
            if (!IsHidden(token.Type)) return token;
        }
    }

    private string TextOf(Token token) => token.Text(lexer.Text);

    private bool IsWord(string word) => Current.Type == TokenType.Identifier && TextOf(Current) == word;

    /// <summary>The token's text, with control characters written as escapes.</summary>
    private string LogText(Token token)
    {
        var text = new StringBuilder();
        foreach (var c in TextOf(token))
        {
            text.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                '\f' => "\\f",
                '\b' => "\\b",
                '\a' => "\\a",
                '\0' => "\\0",
                _ when char.IsControl(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return text.ToString();
    }

    private void Log(SourceSpan span, string message, bool isFatal = false)
    {
        Messages.Add(new LogMessage(ParserMessageType.Error, span, message));
        hasFatalError |= isFatal;
    }

    private void Log(string message) => Log(CurrentSpan, message);

    private void Log(Node node, SourceSpan span, string message) =>
        Log(span, $"Error while parsing {node.Syntax.Name}: {message} in: {node.Syntax.Example}");

    private void Expect(TokenType type)
    {
        if (Current.Type != type)
            Log($"Unexpected token found `{LogText(Current)}` while expecting `{Punctuation.Text(type)}`.");
        Next();
    }

    private bool ExpectEndOfStatement()
    {
        switch (Current.Type)
        {
            case TokenType.NewLine or TokenType.SemiColon:
                Next();
                return true;
            case TokenType.CodeExit or TokenType.Eof:
                return true;
            default:
                var message = $"Invalid token found `{LogText(Current)}`. Expecting <EOL>/end of line.";
                Log(CurrentSpan, message, isFatal: true);
                return false;
        }
    }

    private T Deeper<T>(Func<T> parse)
    {
        depth++;
        if (options.ExpressionDepthLimit > 0 && depth > options.ExpressionDepthLimit)
        {
            if (!isDepthReported)
            {
                isDepthReported = true;
                var limit = options.ExpressionDepthLimit;
                Log(
                    SpanOf(Previous),
                    $"The statement depth limit `{limit}` was reached when parsing this statement",
                    isFatal: true);
            }
            throw new ParserGaveUpException();
        }
        try
        {
            return parse();
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>The template nests too deeply to go on.</summary>
    private sealed class ParserGaveUpException : Exception;
}
