using System.Runtime.CompilerServices;
using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban;

/// <summary>What keeps a template from running away: iterations and depth of calls are counted.</summary>
public partial class TemplateContext
{
    private readonly Stack<(LoopStatement Loop, Scope Global, Scope Local)> loops = new();
    private int loopDepth;
    private long loopSteps;
    private int callDepth;

    internal bool IsInLoop => loops.Count > 0;

    internal void EnterLoop(LoopStatement loop)
    {
        var (global, local) = (CurrentScope, locals.Peek());
        global.Loops.Push(new ScriptObject());
        local.Loops.Push(new ScriptObject());
        loops.Push((loop, global, local));
        EnterIteration();
    }

    internal void ExitLoop()
    {
        ExitIteration();
        var (_, global, local) = loops.Pop();
        global.Loops.Pop();
        local.Loops.Pop();
    }

    /// <summary>Counts one turn of the innermost loop statement.</summary>
    internal bool StepLoop()
    {
        CheckAbort();
        loopSteps++;
        if (LoopLimit == 0 || loopSteps <= LoopLimit) return true;
        throw new ScriptRuntimeException(
            loops.Peek().Loop.Span, $"Exceeding number of iteration limit `{LoopLimit}` for loop statement.");
    }

    /// <summary>The items of a list, counted against the same limit as loop statements.</summary>
    internal List<object?> Items(SourceSpan span, System.Collections.IEnumerable list)
    {
        var items = new List<object?>();
        EnterIteration();
        try
        {
            foreach (var item in list)
            {
                CheckAbort();
                loopSteps++;
                if (LoopLimit != 0 && loopSteps > LoopLimit)
                {
                    throw new ScriptRuntimeException(
                        span, $"Exceeding number of iteration limit `{LoopLimit}` for internal iteration.");
                }
                items.Add(item);
            }
        }
        finally
        {
            ExitIteration();
        }
        return items;
    }

    internal void EnterRecursive(Node? node)
    {
        var span = node?.Span ?? CurrentSpan;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ScriptRuntimeException(span, "Exceeding recursive depth limit, near to stack overflow");
        callDepth++;
        if (RecursiveLimit != 0 && callDepth > RecursiveLimit)
        {
            throw new ScriptRuntimeException(
                span, $"Exceeding number of recursive depth limit `{RecursiveLimit}` for node: `{node}`");
        }
    }

    internal void ExitRecursive() => callDepth--;

    private void EnterIteration()
    {
        if (loopDepth++ == 0) loopSteps = 0;
    }

    private void ExitIteration()
    {
        if (--loopDepth == 0) loopSteps = 0;
    }
}
