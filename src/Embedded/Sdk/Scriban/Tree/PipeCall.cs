using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`from | to`: the left side becomes the first argument of the first call on the right.</summary>
internal sealed class PipeCall(Expression from) : Expression
{
    public Expression? To { get; set; }

    public override NodeSyntax Syntax => new("pipe expression", "<expression> | <expression>");

    public override object? Evaluate(TemplateContext context)
    {
        if (To is null)
            throw new ScriptRuntimeException(Span, "Invalid pipe expression. Source and destination are required.");
        return context.InPipe(from, () =>
        {
            var result = context.Evaluate(To);
            if (result is ICallable && context.IsPiped(from))
                result = Calls.Call(context, To, result, usePipe: true, null);
            if (context.IsPiped(from))
            {
                throw new ScriptRuntimeException(
                    To.Span, $"Pipe expression destination `{To}` is not a valid function ");
            }
            return result;
        });
    }

    public override string ToString() => $"{from}|{To}";
}
