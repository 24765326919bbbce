using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>Arguments of calls, and the options of loops that are written the same way.</summary>
internal sealed partial class Parser
{
    private Step ParseArguments(ExpressionState state)
    {
        if (!IsStartOfExpression()) return Step.None;
        if (state.IsInCall) return Step.Done;
        var isNamed = Current.Type == TokenType.Identifier
            && (state.Parent is ForStatement || Peek().Type == TokenType.Colon);
        if (isNamed) return ParseNamedArguments(state);
        if (Current.Type == TokenType.OpenParen && !FollowsBlank)
        {
            state.Operand = ParseExplicitCall(state.Operand!);
            return Step.Again;
        }
        if (state.Call is null) state.OpenCall();
        else state.AddArgument(state.Operand!);
        return Step.NextOperand;
    }

    private Step ParseNamedArguments(ExpressionState state)
    {
        var loop = state.Parent as ForStatement;
        if (loop is null)
        {
            if (state.Call is null) state.OpenCall();
            else state.AddArgument(state.Operand!);
        }
        while (Current.Type == TokenType.Identifier && (loop is not null || Peek().Type == TokenType.Colon))
        {
            if (ParseNamedArgument(state) is not { } argument) break;
            if (loop is not null) loop.Options.Add(argument);
            else state.AddArgument(argument);
            if (loop is null && argument.Value is AnonymousFunction) break;
        }
        if (loop is null && IsStartOfExpression()) return Step.NextOperand;
        state.TakeCall();
        return IsPipe ? Step.Again : Step.Done;
    }

    private NamedArgument? ParseNamedArgument(ExpressionState state)
    {
        var start = Current.Start;
        var name = ParseVariable();
        if (name is not Variable variable)
        {
            Log(name.Span, "Invalid identifier passed as a named argument. Expecting a simple variable name");
            return null;
        }
        Expression? value = null;
        if (Current.Type == TokenType.Colon)
        {
            Next();
            value = ExpectExpression(state.Parent, ExpressionKind.Basic);
        }
        return Close(new NamedArgument(variable.Name, value), start);
    }

    /// <summary>`f(a, b)`: no blank before the parenthesis.</summary>
    private FunctionCall ParseExplicitCall(Expression target)
    {
        var call = new FunctionCall(target) { IsExplicit = true, Span = target.Span };
        Next();
        while (Current.Type != TokenType.CloseParen)
        {
            if (call.Arguments.Count > 0)
            {
                if (Current.Type == TokenType.Comma) Next();
                else Log("Expecting a comma to separate arguments in a function call.");
            }
            if (!IsStartOfExpression())
            {
                Log("Expecting an expression for argument function calls instead of this token.");
                break;
            }
            if (ParseExpression(call) is not { } argument) break;
            call.Arguments.Add(argument);
            call.Span = call.Span with { End = argument.Span.End };
        }
        if (Current.Type == TokenType.CloseParen) Next();
        else Log("Expecting a closing parenthesis for a function call.");
        return call;
    }
}
