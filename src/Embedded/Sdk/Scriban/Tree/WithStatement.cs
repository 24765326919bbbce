using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`with x`: x's members are names, and new variables go into x.</summary>
internal sealed class WithStatement : Statement
{
    public Expression? Target { get; set; }

    public Block? Body { get; set; }

    public override NodeSyntax Syntax => new("with statement", "with <variable> ... end");

    public override object? Evaluate(TemplateContext context)
    {
        var value = context.GetValue(Target!);
        if (value is not IScriptObject scope)
        {
            throw new ScriptRuntimeException(
                Target!.Span,
                $"Invalid target property `{Target}` used for [with] statement."
                + $" Must be a ScriptObject instead of `{value?.GetType().Name ?? "null"}`");
        }
        context.PushGlobal(scope);
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.PopGlobal();
        }
    }
}
