using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>How a step of parsing an expression ended.</summary>
internal enum Step
{
    /// <summary>Nothing of this kind is here.</summary>
    None,

    /// <summary>The operand grew: look again at what follows.</summary>
    Again,

    /// <summary>An argument of a call follows.</summary>
    NextOperand,

    /// <summary>The expression is whole.</summary>
    Done,
}

/// <summary>An expression on its way: the operand at hand, and the call whose argument it will be.</summary>
internal sealed class ExpressionState(
    Node parent, bool isInCall, int precedence, ExpressionKind kind, bool allowsAssignment)
{
    public Node Parent => parent;

    /// <summary>Inside an argument of an outer call, blanks separate that call's arguments.</summary>
    public bool IsInCall => isInCall;

    public int EnteringPrecedence => precedence;

    public ExpressionKind Kind { get; } = kind == ExpressionKind.When ? ExpressionKind.Default : kind;

    public bool IsWhen => kind == ExpressionKind.When;

    public bool AllowsAssignment => allowsAssignment;

    public int OperandCount { get; set; }

    public Expression? Operand { get; set; }

    public FunctionCall? Call { get; private set; }

    public void OpenCall() => Call = new FunctionCall(Operand!) { Span = Operand!.Span };

    /// <summary>The operand becomes an argument of the open call.</summary>
    public void AddArgument(Expression argument)
    {
        Call!.Arguments.Add(argument);
        Call.Span = Call.Span with { End = argument.Span.End };
    }

    /// <summary>The open call becomes the operand.</summary>
    public void CloseCall()
    {
        if (Call is null) return;
        AddArgument(Operand!);
        TakeCall();
    }

    /// <summary>The open call becomes the operand as it is.</summary>
    public void TakeCall()
    {
        if (Call is not null) Operand = Call;
        Call = null;
    }

    public Expression? Finish()
    {
        CloseCall();
        return Operand;
    }
}
