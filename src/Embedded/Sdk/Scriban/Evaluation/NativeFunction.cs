using System.Reflection;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>
/// A .NET method; leading TemplateContext and SourceSpan parameters are the call's, the others the template's.
/// </summary>
internal sealed class NativeFunction : ICallable
{
    private readonly MethodInfo method;
    private readonly object? target;
    private readonly ParameterInfo[] parameters;
    private readonly int leading;

    public NativeFunction(object? target, MethodInfo method)
    {
        this.target = target;
        this.method = method;
        var all = method.GetParameters();
        leading = all.TakeWhile(parameter => IsContext(parameter.ParameterType)).Count();
        parameters = all[leading..];
        var takesRest = parameters.Length > 0 && parameters[^1].IsDefined(typeof(ParamArrayAttribute), false);
        Rest = takesRest ? RestArguments.LastParameter : RestArguments.None;
        RequiredParameterCount = parameters.Count(parameter => !parameter.HasDefaultValue) - (takesRest ? 1 : 0);
        ArgumentTypes = all.Take(leading).Select(parameter => parameter.ParameterType).ToArray();
    }

    public NativeFunction(Delegate function)
        : this(function.Target, function.Method)
    {
    }

    public int ParameterCount => parameters.Length;

    public int RequiredParameterCount { get; }

    public RestArguments Rest { get; }

    private Type[] ArgumentTypes { get; }

    private static bool IsContext(Type type) => type == typeof(TemplateContext) || type == typeof(SourceSpan);

    public CallableParameter Parameter(int index)
    {
        if (index >= parameters.Length)
        {
            if (Rest == RestArguments.None)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), $"Argument index must be < {parameters.Length}");
            }
            index = parameters.Length - 1;
        }
        var parameter = parameters[index];
        var isRest = Rest == RestArguments.LastParameter && index == parameters.Length - 1;
        var type = isRest ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return new CallableParameter(parameter.Name ?? "", type, parameter.HasDefaultValue, value);
    }

    public object? Invoke(TemplateContext context, Node? caller, ScriptArray arguments, Block? block)
    {
        var values = new object?[leading + parameters.Length];
        for (var i = 0; i < leading; i++)
            values[i] = ArgumentTypes[i] == typeof(TemplateContext) ? context : caller?.Span ?? context.CurrentSpan;
        for (var i = 0; i < parameters.Length; i++) values[leading + i] = arguments[i];
        if (Rest == RestArguments.LastParameter) values[^1] = RestArray((ScriptArray)values[^1]!);
        return method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, values, null);
    }

    private Array RestArray(ScriptArray items)
    {
        var rest = Array.CreateInstance(parameters[^1].ParameterType.GetElementType()!, items.Count);
        for (var i = 0; i < items.Count; i++) rest.SetValue(items[i], i);
        return rest;
    }
}
