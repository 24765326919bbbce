using System.Globalization;
using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>Variables, parentheses, initializers and unary operators.</summary>
internal sealed partial class Parser
{
    private const int UnaryPrecedence = 200;

    private Expression? ParseOperand(ExpressionState state) => Current.Type switch
    {
        TokenType.Identifier or TokenType.IdentifierSpecial => ParseVariable(),
        TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float => ParseNumber(),
        TokenType.String => ParseString(),
        TokenType.VerbatimString => ParseVerbatimString(),
        TokenType.BeginInterpolatedString or TokenType.InterpolatedString => ParseInterpolatedString(),
        TokenType.ContinuationInterpolatedString => ParseInterpolatedPiece(),
        TokenType.OpenParen => ParseParenthesis(),
        TokenType.OpenBrace => ParseObject(),
        TokenType.OpenInterpolatedBrace => ParseInterpolatedCode(),
        TokenType.OpenBracket => Deeper(ParseArray),
        TokenType.DoublePlus or TokenType.DoubleMinus => ParseIncrement(),
        _ when IsUnary() => ParseUnary(),
        _ => null,
    };

    private UnaryExpression ParseUnary()
    {
        var start = Current.Start;
        var unary = new UnaryExpression(TextOf(Current)[0], null);
        Next();
        if (IsStartOfExpression()) unary.Right = ParseExpression(unary, precedence: UnaryPrecedence);
        else Log(unary, CurrentSpan, $"Expecting <expression> instead of `{LogText(Current)}`");
        return Close(unary, start);
    }

    private IncrementExpression ParseIncrement()
    {
        var start = Current.Start;
        var step = Current.Type == TokenType.DoublePlus ? 1 : -1;
        var increment = new IncrementExpression(null, step, isPostfix: false);
        Next();
        if (IsStartOfExpression()) increment.Target = ParseExpression(increment, precedence: UnaryPrecedence);
        else Log(increment, CurrentSpan, $"Expecting <expression> instead of `{LogText(Current)}`");
        if (increment.Target is not VariablePath)
            Log("The operand of an increment or decrement operator must be a variable, property or indexer");
        return Close(increment, start);
    }

    private NestedExpression ParseParenthesis()
    {
        var start = Current.Start;
        var nested = new NestedExpression(null);
        Next();
        nested.Inner = ExpectExpression(nested);
        if (Current.Type == TokenType.CloseParen) Next();
        else Log($"Invalid token `{LogText(Current)}`. Expecting a closing `)`.");
        return Close(nested, start);
    }

    private ArrayInitializer ParseArray()
    {
        var start = Current.Start;
        var array = new ArrayInitializer();
        newLineAllowance++;
        Next();
        while (Current.Type != TokenType.CloseBracket)
        {
            if (ExpectExpression(array) is not { } value) break;
            array.Values.Add(value);
            if (Current.Type != TokenType.Comma) break;
            Next();
        }
        newLineAllowance--;
        Expect(TokenType.CloseBracket);
        return Close(array, start);
    }

    private ObjectInitializer ParseObject()
    {
        var start = Current.Start;
        var result = new ObjectInitializer();
        newLineAllowance++;
        Next();
        var isWhole = true;
        while (Current.Type != TokenType.CloseBrace && isWhole)
        {
            isWhole = TryParseObjectMember(result);
            if (!isWhole || Current.Type != TokenType.Comma) break;
            Next();
        }
        newLineAllowance--;
        if (isWhole) Expect(TokenType.CloseBrace);
        return Close(result, start);
    }

    private bool TryParseObjectMember(ObjectInitializer target)
    {
        var first = Current;
        if (first.Type != TokenType.Identifier && !first.IsString)
        {
            Log($"Unexpected token `{LogText(first)}` while parsing object initializer."
                + " Expecting a simple identifier for the member name.");
            return false;
        }
        var name = first.Type switch
        {
            TokenType.Identifier => ParseVariable(),
            TokenType.String => ParseString(),
            TokenType.VerbatimString => ParseVerbatimString(),
            _ => ParseInterpolatedString(),
        };
        if (name is not (Variable { IsLocal: false } or Literal { Value: string }))
        {
            Log(
                SpanOf(first),
                $"Unexpected member type `{name}/{name.Syntax.Name}` found for object initializer member name");
            return false;
        }
        if (Current.Type != TokenType.Colon)
        {
            Log($"Unexpected token `{LogText(Current)}` Expecting a colon : after identifier"
                + $" `{(name as Variable)?.Name}` for object initializer member name");
            return false;
        }
        Next();
        if (!IsStartOfExpression())
        {
            Log($"Unexpected token `{LogText(Current)}`. Expecting an expression for the value of the member.");
            return false;
        }
        if (ParseExpression(target) is not { } value) return false;
        target.Members.Add((name, value));
        return true;
    }

    private Variable? ExpectVariable(Node parent)
    {
        if (Current.Type is not (TokenType.Identifier or TokenType.IdentifierSpecial))
        {
            Log(parent, parent.Span, $"Expecting a variable instead of `{LogText(Current)}`");
            return null;
        }
        var expression = ParseVariable();
        if (expression is Variable variable) return variable;
        Log(parent, parent.Span, $"Unexpected variable `{expression}`");
        return null;
    }

    private Expression ParseVariable()
    {
        var token = Current;
        var text = TextOf(token);
        if (text == "do")
        {
            return Close(new AnonymousFunction(ParseFunction(isAnonymous: true)), token.Start);
        }
        Next();
        Expression? keyword = text switch
        {
            "null" => new Literal(),
            "true" => new Literal { Value = true },
            "false" => new Literal { Value = false },
            "this" => new ThisExpression(),
            _ => null,
        };
        if (keyword is not null) return Close(keyword, token.Start);
        var span = SpanOf(token);
        if (text[0] != '$')
        {
            if (text is "for" or "while" or "tablerow" && Current.Type == TokenType.Dot) CheckLoopMember(token, text);
            return new Variable(text, isLocal: false) { Span = span };
        }
        if (!int.TryParse(text.AsSpan(1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var index))
            return new Variable(text[1..], isLocal: true) { Span = span };
        var arguments = new Variable(Variable.ArgumentsName, isLocal: true) { Span = span };
        return new IndexerExpression(arguments, new Literal { Value = index, Span = span }) { Span = span };
    }

    private void CheckLoopMember(Token token, string loop)
    {
        var next = Peek();
        var member = TextOf(next);
        if (next.Type != TokenType.Identifier)
        {
            Log(
                SpanOf(token),
                $"Invalid token `{LogText(Current)}`."
                + $" The loop variable <{loop}> dot must be followed by an identifier");
            return;
        }
        switch (member)
        {
            case "first" or "even" or "odd" or "index":
            case "last" or "changed" or "length" or "rindex" when loop != "while":
            case "col" when loop == "tablerow":
                return;
            case "last" or "changed" or "length" or "rindex" or "col":
                Log(SpanOf(token), $"The loop variable <{loop}.{member}> is invalid");
                return;
            default:
                Log(SpanOf(token), $"The loop variable <{loop}.{member}> is not supported");
                return;
        }
    }
}
