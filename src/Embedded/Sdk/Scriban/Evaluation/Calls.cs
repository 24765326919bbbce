using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>
/// Calls from a template: arguments are matched with parameters by place and by name, converted, and counted.
/// </summary>
internal static class Calls
{
    public static object? Call(
        TemplateContext context, Node caller, object callee, bool usePipe, IReadOnlyList<Expression>? arguments)
    {
        context.WrappedBlocks.TryPop(out var block);
        var piped = usePipe ? context.TakePiped() : null;
        if (callee is not ICallable function)
        {
            throw new ScriptRuntimeException(caller.Span, piped is not null && caller is FunctionCall call
                ? $"Pipe expression destination `{call.Target}` is not a valid function "
                : $"Invalid target function `{callee}` ({context.GetTypeName(callee)})");
        }
        List<Expression> all = [];
        if (piped is not null) all.Add(piped);
        if (arguments is not null) all.AddRange(arguments);
        var matched = new MatchedArguments(context, caller, function);
        foreach (var argument in all) matched.Add(argument);
        var values = matched.Complete(all);
        return Invoke(context, caller, function, values, block, index => all.ElementAtOrDefault(index)?.Span);
    }

    /// <summary>A call from a builtin function, with values that it has already.</summary>
    public static object? Call(TemplateContext context, ICallable function, params object?[] values)
    {
        var caller = context.CurrentNode!;
        var matched = new MatchedArguments(context, caller, function);
        foreach (var value in values) matched.AddValue(caller.Span, value);
        return Invoke(context, caller, function, matched.Complete([]), null, _ => caller.Span);
    }

    private static object? Invoke(
        TemplateContext context,
        Node caller,
        ICallable function,
        ScriptArray values,
        Block? block,
        Func<int, SourceSpan?> argumentSpan)
    {
        context.EnterRecursive(caller);
        try
        {
            var result = function.Invoke(context, caller, values, block);
            context.Flow = FlowState.None;
            return result;
        }
        catch (ArgumentException exception) when (ParameterSpan(function, exception, argumentSpan) is not null)
        {
            throw new ScriptRuntimeException(
                ParameterSpan(function, exception, argumentSpan)!.Value, exception.Message);
        }
        finally
        {
            context.ExitRecursive();
        }
    }

    private static SourceSpan? ParameterSpan(
        ICallable function, ArgumentException exception, Func<int, SourceSpan?> argumentSpan)
    {
        for (var i = 0; i < function.ParameterCount; i++)
        {
            if (function.Parameter(i).Name == exception.ParamName) return argumentSpan(i);
        }
        return null;
    }
}
