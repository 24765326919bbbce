using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>Expressions: what may follow an operand is tried in a fixed order, call arguments come last.</summary>
internal sealed partial class Parser
{
    private bool IsPipe => Current.Type is TokenType.VerticalBar or TokenType.PipeGreater;

    private bool FollowsBlank => Current.Start.Offset > 0 && char.IsWhiteSpace(lexer.Text[Current.Start.Offset - 1]);

    private Expression? ExpectExpression(
        Node parent,
        ExpressionKind kind = ExpressionKind.Default,
        bool allowsAssignment = true,
        string? message = null)
    {
        if (IsStartOfExpression()) return ParseExpression(parent, kind: kind, allowsAssignment: allowsAssignment);
        Log(parent, CurrentSpan, message ?? $"Expecting <expression> instead of `{LogText(Current)}`");
        return null;
    }

    private Expression? ParseExpression(
        Node parent,
        bool isInCall = false,
        int precedence = 0,
        ExpressionKind kind = ExpressionKind.Default,
        bool allowsAssignment = true)
    {
        var state = new ExpressionState(parent, isInCall, precedence, kind, allowsAssignment);
        expressionLevel++;
        try
        {
            return Deeper(() => ParseExpression(state));
        }
        finally
        {
            expressionLevel--;
        }
    }

    private Expression? ParseExpression(ExpressionState state)
    {
        do
        {
            state.OperandCount++;
            if (ParseOperand(state) is not { } operand)
            {
                Log(state.Call is null
                    ? $"Unexpected token `{LogText(Current)}` while parsing expression"
                    : $"Unexpected token `{LogText(Current)}` while parsing function call `{state.Call}`");
                return null;
            }
            state.Operand = operand;
            if (operand is Variable { IsLocal: true, Name: Variable.BlockName }) return CheckBlockDelegate(state);
            if (operand is AnonymousFunction) break;
        }
        while (ParseTail(state) == Step.NextOperand);
        return state.Finish();
    }

    /// <summary>Everything that can follow an operand.</summary>
    private Step ParseTail(ExpressionState state)
    {
        while (true)
        {
            if (Current.Type is TokenType.EndingInterpolatedString or TokenType.CloseInterpolatedBrace
                or TokenType.ContinuationInterpolatedString or TokenType.OpenInterpolatedBrace) return Step.Done;
            var step = ParsePostfix(state);
            if (step == Step.None)
            {
                var isAliasOperand = state.Parent is UnaryExpression { Operator: UnaryExpression.Alias };
                if (state.Kind == ExpressionKind.Basic || isAliasOperand) return Step.Done;
                step = ParseNaming(state);
            }
            if (step == Step.None) step = ParseInfix(state);
            if (step == Step.None) step = ParseArguments(state);
            if (step == Step.None) step = ParsePipe(state);
            if (step != Step.Again) return step;
        }
    }

    private Variable CheckBlockDelegate(ExpressionState state)
    {
        if (state.OperandCount != 1 || expressionLevel > 1)
            Log("Cannot use block delegate $$ in a nested expression");
        if (state.Parent is not ExpressionStatement)
            Log(state.Parent, state.Parent.Span, "Cannot use block delegate $$ outside an expression statement");
        return (Variable)state.Operand!;
    }

    private Step ParsePipe(ExpressionState state)
    {
        if (state.EnteringPrecedence > 0) return Step.Done;
        if (state.Parent is PipeCall && state.Call is null && state.Operand is VariablePath)
            state.Operand = new FunctionCall(state.Operand) { Span = state.Operand.Span };
        if (!IsPipe) return Step.Done;
        state.CloseCall();
        var from = state.Operand!;
        var pipe = new PipeCall(from);
        newLineAllowance++;
        Next();
        newLineAllowance--;
        pipe.To = ExpectExpression(pipe);
        state.Operand = Close(pipe, from.Span.Start);
        return Step.Done;
    }

    public bool IsStartOfExpression() => IsUnary() || Current.IsString || Current.Type is TokenType.Identifier
        or TokenType.IdentifierSpecial or TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger
        or TokenType.Float or TokenType.ContinuationInterpolatedString or TokenType.EndingInterpolatedString
        or TokenType.OpenParen or TokenType.OpenBrace or TokenType.OpenBracket;

    private bool IsUnary() => Current.Type is TokenType.Exclamation or TokenType.Minus or TokenType.Plus
        or TokenType.Arroba or TokenType.DoublePlus or TokenType.DoubleMinus or TokenType.Caret;
}
