using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>The arguments of one call, in the order of the function's parameters.</summary>
internal sealed class MatchedArguments(TemplateContext context, Node caller, ICallable function)
{
    private readonly ScriptArray values = [];
    private readonly HashSet<int> given = [];

    public void Add(Expression argument)
    {
        var index = values.Count;
        if (argument is NamedArgument named)
        {
            var position = IndexOf(named.Name);
            if (position < 0 && function.Rest != RestArguments.None)
            {
                // Not a parameter: the function finds it as a member of its arguments.
                values.TrySetValue(context, caller.Span, named.Name, context.Evaluate(named), false);
                return;
            }
            if (position >= 0) index = position;
        }
        var value = context.Evaluate(argument);
        if (argument is UnaryExpression { Operator: UnaryExpression.Expand } && value is IEnumerable items)
        {
            foreach (var item in items) Set(index++, Convert(caller.Span, item, values.Count));
            return;
        }
        Set(index, Convert(argument.Span, value, index));
    }

    public void AddValue(SourceSpan span, object? value) => Set(values.Count, Convert(span, value, values.Count));

    /// <summary>The values with defaults filled in; the number of arguments is checked.</summary>
    public ScriptArray Complete(IReadOnlyList<Expression> arguments)
    {
        if (function.Rest != RestArguments.Direct) Fill(function.ParameterCount);
        var required = function.RequiredParameterCount;
        if (Enumerable.Range(0, required).Any(index => !given.Contains(index)))
            throw WrongNumber(caller.Span.After(), given.Count(index => index < required), required);
        if (function.Rest == RestArguments.None && values.Count > function.ParameterCount)
        {
            var span = values.Count <= arguments.Count ? arguments[values.Count - 1].Span : caller.Span.After();
            throw WrongNumber(span, values.Count, function.ParameterCount);
        }
        return values;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < function.ParameterCount; i++)
        {
            if (function.Parameter(i).Name == name) return i;
        }
        return -1;
    }

    private object? Convert(SourceSpan span, object? value, int index) =>
        context.ToObject(span, value, function.Parameter(index).Type);

    private void Set(int index, object? value)
    {
        Fill(index);
        if (index < function.ParameterCount) given.Add(index);
        var last = function.ParameterCount - 1;
        if (function.Rest == RestArguments.LastParameter && index >= last)
        {
            if (values.Count <= last) values.Add(new ScriptArray());
            ((ScriptArray)values[last]!).Add(value);
            return;
        }
        if (index < values.Count) values[index] = value;
        else values.Add(value);
    }

    private void Fill(int end)
    {
        for (var i = values.Count; i < Math.Min(end, function.ParameterCount); i++)
        {
            var parameter = function.Parameter(i);
            if (parameter.HasDefault) given.Add(i);
            var isRest = function.Rest == RestArguments.LastParameter && i == function.ParameterCount - 1;
            values.Add(parameter.HasDefault ? parameter.Default : isRest ? new ScriptArray() : null);
        }
    }

    private ScriptRuntimeException WrongNumber(SourceSpan span, int count, int expected) => new(
        span,
        $"Invalid number of arguments `{count}` passed to `{caller}` while expecting `{expected}` arguments");
}
