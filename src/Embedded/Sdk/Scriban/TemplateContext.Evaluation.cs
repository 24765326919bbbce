using Scriban.Evaluation;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban;

/// <summary>How nodes are evaluated: who calls a function that a name holds, and where an error is located.</summary>
public partial class TemplateContext
{
    private readonly Stack<Stack<Expression>> pipes = new();
    private bool isFunctionCallDisabled;
    private int pathLevel;

    /// <summary>The value of a node; a function found under a name is called unless it is asked for itself.</summary>
    internal object? Evaluate(Node? node, bool aliasReturnedFunction = false)
    {
        if (node is null) return null;
        var (wasDisabled, level, previous) = (isFunctionCallDisabled, pathLevel, CurrentNode);
        (isFunctionCallDisabled, pathLevel, CurrentNode) = (aliasReturnedFunction, 0, node);
        try
        {
            return node.Evaluate(this);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(node.Span, exception.Message, exception);
        }
        finally
        {
            (isFunctionCallDisabled, pathLevel, CurrentNode) = (wasDisabled, level, previous);
        }
    }

    internal object? ReadPath(VariablePath path) => GetValue(path);

    internal object? GetValue(Expression target)
    {
        pathLevel++;
        try
        {
            var value = target is VariablePath path ? path.Read(this) : Evaluate(target);
            return value is ICallable && (!isFunctionCallDisabled || pathLevel > 1)
                ? Calls.Call(this, target, value, usePipe: pathLevel == 1, null)
                : value;
        }
        finally
        {
            pathLevel--;
        }
    }

    internal void SetValue(Expression target, object? value)
    {
        if (target is not VariablePath path)
            throw new ScriptRuntimeException(target.Span, "Unsupported target expression for assignment.");
        pathLevel++;
        try
        {
            path.Write(this, value);
        }
        finally
        {
            pathLevel--;
        }
    }

    internal object? InPipe(Expression from, Func<object?> action)
    {
        var isFirst = pipes.Count == 0;
        if (isFirst) pipes.Push(new Stack<Expression>());
        pipes.Peek().Push(from);
        try
        {
            return action();
        }
        finally
        {
            if (isFirst) pipes.Pop();
        }
    }

    /// <summary>Nobody took <paramref name="from"/> as an argument yet.</summary>
    internal bool IsPiped(Expression from) =>
        pipes.TryPeek(out var pipe) && pipe.TryPeek(out var waiting) && ReferenceEquals(waiting, from);

    internal Expression? TakePiped() =>
        pipes.TryPeek(out var pipe) && pipe.TryPop(out var waiting) ? waiting : null;

    internal object? OutsidePipe(Func<object?> action)
    {
        pipes.Push(new Stack<Expression>());
        try
        {
            return action();
        }
        finally
        {
            pipes.Pop();
        }
    }

    /// <summary>Evaluates a template into the current output.</summary>
    internal void Run(Template template)
    {
        if (template.SourceFilePath is not null) PushSourceFile(template.SourceFilePath);
        try
        {
            var result = Evaluate(template.Root);
            if (EnableOutput && result is not null) Write(template.Root!.Span, result);
        }
        finally
        {
            if (template.SourceFilePath is not null) PopSourceFile();
        }
    }
}
