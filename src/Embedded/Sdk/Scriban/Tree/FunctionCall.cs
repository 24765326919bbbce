using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`f a b name: c` and `f(a, b)`.</summary>
internal sealed class FunctionCall(Expression target) : Expression
{
    public Expression Target { get; } = target;

    public List<Expression> Arguments { get; } = [];

    /// <summary>Written with parentheses.</summary>
    public bool IsExplicit { get; set; }

    public override NodeSyntax Syntax =>
        new("function call expression", "<target_expression> <arguemnt[0]> ... <arguement[n]>");

    public override object? Evaluate(TemplateContext context)
    {
        var function = context.Evaluate(Target, aliasReturnedFunction: true);
        if (function is not null) return Calls.Call(context, this, function, usePipe: true, Arguments);
        if (context.EnableRelaxedFunctionAccess) return null;
        throw new ScriptRuntimeException(Target.Span, $"The function `{Target}` was not found");
    }

    public override string ToString() => IsExplicit
        ? $"{Target}({string.Join(",", Arguments)})"
        : string.Join(' ', Arguments.Prepend(Target));

    /// <summary>`f(x) = expression` declares a function when every argument is a plain name.</summary>
    public Function? AsDeclaration()
    {
        if (!IsExplicit || Target is not Variable name) return null;
        var function = new Function(name) { Span = Span, Parameters = [] };
        foreach (var argument in Arguments)
        {
            if (argument is not Variable { IsLocal: false } parameter) return null;
            function.Parameters.Add(new FunctionParameter(parameter));
        }
        return function;
    }
}
