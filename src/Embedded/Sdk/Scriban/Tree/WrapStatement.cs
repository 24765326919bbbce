using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`wrap f`: f is called with the block as `$$`.</summary>
internal sealed class WrapStatement : Statement
{
    public Expression? Target { get; set; }

    public Block? Body { get; set; }

    public override NodeSyntax Syntax => new("wrap statement", "wrap <function_call> ... end");

    public override object? Evaluate(TemplateContext context)
    {
        if (Target is FunctionCall call)
        {
            context.WrappedBlocks.Push(Body!);
            return context.Evaluate(call);
        }
        var function = context.Evaluate(Target, aliasReturnedFunction: true);
        if (function is not ICallable)
        {
            throw new ScriptRuntimeException(
                Target!.Span,
                $"Expecting a direct function instead of the expression `{Target}/{Target.Syntax.Name}`");
        }
        context.WrappedBlocks.Push(Body!);
        return Calls.Call(context, this, function, usePipe: false, null);
    }

    public override string ToString() => $"wrap {Target}";
}
