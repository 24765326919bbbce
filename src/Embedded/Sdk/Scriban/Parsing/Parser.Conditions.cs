using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>`if`, `else`, `case` and `when`.</summary>
internal sealed partial class Parser
{
    private IfStatement ParseIf()
    {
        var start = Current.Start;
        Next();
        var statement = new IfStatement();
        statement.Condition = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private CaseStatement ParseCase()
    {
        var start = Current.Start;
        Next();
        var statement = new CaseStatement();
        statement.Value = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private WhenStatement ParseWhen()
    {
        var start = Current.Start;
        Next();
        var statement = new WhenStatement();
        while (IsStartOfExpression())
        {
            if (ParseExpression(statement, kind: ExpressionKind.When, allowsAssignment: false) is not { } value) break;
            statement.Values.Add(value);
            if (Current.Type is TokenType.Comma or TokenType.DoubleVerticalBar) Next();
        }
        if (statement.Values.Count == 0) Log("When is expecting at least one value.");
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private ConditionStatement ParseElse()
    {
        var start = Current.Start;
        if (Peek() is { Type: TokenType.Identifier } next && TextOf(next) == "if")
        {
            Next();
            return ParseIf();
        }
        Next();
        var statement = new ElseStatement();
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private bool TryAttachWhen(Node parent, Token first, ref Statement? statement)
    {
        var when = ParseWhen();
        switch (parent)
        {
            case WhenStatement previous:
                previous.Next = when;
                return true;
            case CaseStatement:
                statement = when;
                return true;
            default:
                Log(SpanOf(first), "A `when` condition must be preceded by another `when`/`else`/`case` condition");
                return false;
        }
    }

    private bool TryAttachElse(Node parent, Token first)
    {
        var condition = ParseElse();
        switch (parent)
        {
            case IfStatement previous:
                previous.Else = condition;
                return true;
            case WhenStatement previous:
                previous.Next = condition;
                return true;
            case ForStatement loop when condition is ElseStatement otherwise:
                loop.Else = otherwise;
                return true;
            case ForStatement:
                Log(condition.Span, "Invalid if/else combination within a for statement.");
                return true;
            default:
                Log(
                    SpanOf(first),
                    "A else condition must be preceded by another if/else/when condition or a for loop.");
                return false;
        }
    }
}
