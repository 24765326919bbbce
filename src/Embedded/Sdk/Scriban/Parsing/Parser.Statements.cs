using Scriban.Evaluation;
using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>The statements that keywords start.</summary>
internal sealed partial class Parser
{
    private bool TryParseKeyword(Node parent, bool takesEndOfStatement, out Statement? statement, out bool hasEnd)
    {
        var first = Current;
        var keyword = TextOf(first);
        statement = null;
        hasEnd = keyword is "end" or "when" or "else";
        switch (keyword)
        {
            case "end":
                statement = ParseEnd(takesEndOfStatement);
                return true;
            case "when":
                return TryAttachWhen(parent, first, ref statement);
            case "else":
                return TryAttachElse(parent, first);
        }
        if (parent is CaseStatement)
        {
            Log(
                SpanOf(first),
                $"Unexpected statement/expression `{LogText(first)}` in the body of a `case` statement."
                + " Only `when`/`else` are expected.");
        }
        statement = ParseOwnStatement(keyword);
        return true;
    }

    private Statement ParseOwnStatement(string keyword) => keyword switch
    {
        "for" or "while" or "tablerow" when Peek().Type == TokenType.Dot => ParseExpressionStatement(),
        "for" => ParseFor(new ForStatement()),
        "tablerow" => ParseFor(new TableRowStatement()),
        "while" => ParseWhile(),
        "if" => ParseIf(),
        "case" => ParseCase(),
        "with" => ParseWith(),
        "wrap" => ParseWrap(),
        "capture" => ParseCapture(),
        "import" => ParseImport(),
        "readonly" => ParseReadOnly(),
        "break" => ParseLeaveLoop(FlowState.Break),
        "continue" => ParseLeaveLoop(FlowState.Continue),
        "func" => ParseFunction(isAnonymous: false),
        "ret" => ParseReturn(),
        _ => ParseExpressionStatement(),
    };

    private EndStatement ParseEnd(bool takesEndOfStatement)
    {
        var start = Current.Start;
        Next();
        if (takesEndOfStatement) ExpectEndOfStatement();
        return Close(new EndStatement(), start);
    }

    private Statement ParseExpressionStatement()
    {
        var start = Current.Start;
        var statement = new ExpressionStatement();
        var expression = ExpectExpression(statement);
        if (expression is DeclarationExpression declaration) return declaration.Function;
        statement.Expression = expression;
        if (expression is not null) ExpectEndOfStatement();
        return Close(statement, start);
    }

    private ImportStatement ParseImport()
    {
        var start = Current.Start;
        Next();
        var statement = new ImportStatement();
        statement.Expression = ExpectExpression(statement);
        ExpectEndOfStatement();
        return Close(statement, start);
    }

    private ReadOnlyStatement ParseReadOnly()
    {
        var start = Current.Start;
        Next();
        var statement = new ReadOnlyStatement { Span = SpanFrom(start) };
        statement.Variable = ExpectVariable(statement);
        ExpectEndOfStatement();
        return Close(statement, start);
    }

    private LeaveLoopStatement ParseLeaveLoop(FlowState flow)
    {
        var start = Current.Start;
        Next();
        ExpectEndOfStatement();
        return Close(new LeaveLoopStatement(flow), start);
    }

    private ReturnStatement ParseReturn()
    {
        var start = Current.Start;
        Next();
        var statement = new ReturnStatement();
        if (IsStartOfExpression()) statement.Expression = ParseExpression(statement);
        ExpectEndOfStatement();
        return Close(statement, start);
    }

    private CaptureStatement ParseCapture()
    {
        var start = Current.Start;
        Next();
        var statement = new CaptureStatement();
        statement.Target = ExpectExpression(statement);
        ExpectEndOfStatement();
        statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private WithStatement ParseWith()
    {
        var start = Current.Start;
        Next();
        var statement = new WithStatement();
        statement.Target = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private WrapStatement ParseWrap()
    {
        var start = Current.Start;
        Next();
        var statement = new WrapStatement();
        statement.Target = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private WhileStatement ParseWhile()
    {
        var start = Current.Start;
        Next();
        var statement = new WhileStatement();
        statement.Condition = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }

    private ForStatement ParseFor(ForStatement statement)
    {
        var start = Current.Start;
        var keyword = CurrentSpan;
        Next();
        statement.Variable = ExpectExpression(statement, kind: ExpressionKind.Basic);
        if (statement.Variable is null) return Close(statement, start);
        if (statement.Variable is not VariablePath)
            Log(statement, keyword, $"Expecting a variable instead of `{statement.Variable}`");
        if (IsWord("in")) Next();
        else Log(statement, keyword, $"Expecting 'in' word instead of `{LogText(Current)}`");
        statement.Iterator = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement, start);
    }
}
