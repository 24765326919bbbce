using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>
/// Members, indexers, named arguments, assignments, binary operators and conditionals behind an operand.
/// </summary>
internal sealed partial class Parser
{
    private static readonly Dictionary<TokenType, BinaryOperator?> Assignments = new()
    {
        [TokenType.Equal] = null,
        [TokenType.PlusEqual] = BinaryOperator.Add,
        [TokenType.MinusEqual] = BinaryOperator.Subtract,
        [TokenType.AsteriskEqual] = BinaryOperator.Multiply,
        [TokenType.DivideEqual] = BinaryOperator.Divide,
        [TokenType.DoubleDivideEqual] = BinaryOperator.DivideRound,
        [TokenType.PercentEqual] = BinaryOperator.Modulus,
    };

    private const string ExpectingRightSide = "Expecting an <expression> to the right of the operator instead of ";

    private Step ParsePostfix(ExpressionState state)
    {
        var operand = state.Operand!;
        switch (Current.Type)
        {
            case TokenType.Dot or TokenType.QuestionDot:
                return ParseMember(state, operand);
            case TokenType.DoublePlus or TokenType.DoubleMinus:
                if (operand is not VariablePath)
                    Log("The operand of an increment or decrement operator must be a variable, property or indexer");
                var step = Current.Type == TokenType.DoublePlus ? 1 : -1;
                Next();
                state.Operand = new IncrementExpression(operand, step, isPostfix: true) { Span = operand.Span };
                return Step.None;
            case TokenType.OpenBracket when operand is VariablePath or Literal or FunctionCall && !FollowsBlank:
                state.Operand = ParseIndexer(state, operand);
                return Step.Again;
            default:
                return Step.None;
        }
    }

    private Step ParseMember(ExpressionState state, Expression target)
    {
        var next = Peek();
        if (next.Type != TokenType.Identifier)
        {
            Log(
                SpanOf(next),
                $"Invalid token `{next.Type}`. The dot operator is expected to be followed by a plain identifier");
            return Step.Done;
        }
        var isConditional = Current.Type == TokenType.QuestionDot || target is MemberExpression { IsConditional: true };
        Next();
        var name = TextOf(Current);
        if (name is "empty" or "blank" && Peek().Type == TokenType.Question)
        {
            Next();
            Next();
            state.Operand = Close(new IsEmptyExpression(target, name), target.Span.Start);
            return Step.Again;
        }
        if (ParseVariable() is not Variable member)
        {
            Log("Unexpected literal member `{member}`");
            return Step.Done;
        }
        state.Operand = Close(new MemberExpression(target, member, isConditional), target.Span.Start);
        return Step.Again;
    }

    private IndexerExpression ParseIndexer(ExpressionState state, Expression target)
    {
        Next();
        var placeholder = new IndexerExpression(target, null);
        var index = IsStartOfExpression()
            ? ParseExpression(placeholder, isInCall: state.Call is not null, kind: state.Kind)
            : ExpectExpression(placeholder, message: $"Expecting <index_expression> instead of `{LogText(Current)}`");
        if (Current.Type == TokenType.CloseBracket) Next();
        else Log($"Unexpected `{LogText(Current)}`. Expecting ']'");
        return Close(new IndexerExpression(target, index), target.Span.Start);
    }

    /// <summary>`name: value`, `f(x) = ...` and assignments.</summary>
    private Step ParseNaming(ExpressionState state)
    {
        var operand = state.Operand!;
        if (state.Kind != ExpressionKind.NoNamedArgument && Current.Type == TokenType.Colon)
        {
            if (operand is not Variable name)
            {
                Log(
                    operand.Span,
                    "Expecting a simple global or local variable before `:` in order to create a named argument");
                return Step.Done;
            }
            Next();
            state.Operand = Close(new NamedArgument(name.Name, ExpectExpression(state.Parent)), operand.Span.Start);
            return Step.Done;
        }
        if (Current.Type == TokenType.Equal && (operand as FunctionCall)?.AsDeclaration() is { } declaration)
        {
            if (expressionLevel > 1 || !state.AllowsAssignment)
                Log(operand, operand.Span, "Creating a function is only allowed for a top level assignment");
            Next();
            declaration.Body = ParseExpressionStatement();
            state.Operand = Close(new DeclarationExpression(declaration), operand.Span.Start);
            return Step.Done;
        }
        return Assignments.TryGetValue(Current.Type, out var compound)
            ? ParseAssignment(state, operand, compound)
            : Step.None;
    }

    private Step ParseAssignment(ExpressionState state, Expression target, BinaryOperator? compound)
    {
        var assignment = new AssignExpression(target, compound);
        if (target is not VariablePath || state.Call is not null || expressionLevel > 1 || !state.AllowsAssignment)
            Log(assignment, target.Span, "Expression is only allowed for a top level assignment");
        Next();
        if (IsStartOfExpression()) assignment.Value = ParseExpression(assignment, state.IsInCall);
        else Log(assignment, CurrentSpan, $"Expecting <expression> instead of `{LogText(Current)}`");
        state.Operand = Close(assignment, target.Span.Start);
        return Step.Done;
    }

    private Step ParseInfix(ExpressionState state)
    {
        var left = state.Operand!;
        if (Current.Type == TokenType.Question && state.EnteringPrecedence == 0) return ParseConditional(state);
        if (Current.Type == TokenType.Question) return Step.Done;
        if (BinaryOperatorTable.Find(Current.Type) is not var (@operator, precedence)) return Step.None;
        if (state.IsWhen && @operator == BinaryOperator.Or) return Step.Done;
        if (precedence <= state.EnteringPrecedence) return Step.Done;
        var binary = new BinaryExpression(left, @operator, CurrentSpan);
        Next();
        if (IsStartOfExpression())
            binary.Right = ParseExpression(binary, state.IsInCall || state.Call is not null, precedence, state.Kind);
        else
            Log(binary, CurrentSpan, ExpectingRightSide + $"`{LogText(Current)}`");
        state.Operand = Close(binary, left.Span.Start);
        return Step.Again;
    }

    private Step ParseConditional(ExpressionState state)
    {
        state.CloseCall();
        var condition = state.Operand!;
        var conditional = new ConditionalExpression(condition);
        Next();
        conditional.Then = ExpectExpression(conditional, ExpressionKind.NoNamedArgument);
        Expect(TokenType.Colon);
        conditional.Else = ExpectExpression(conditional, ExpressionKind.NoNamedArgument);
        state.Operand = Close(conditional, condition.Span.Start);
        return Step.Done;
    }
}
