using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban;

/// <summary>
/// Where names live: the model and what `with` puts over it (global), the parameters of functions, the variables of
/// loops, and
/// `$` names of one function or include (local).
/// </summary>
public partial class TemplateContext
{
    private readonly Stack<Scope> globals = new();
    private readonly Stack<Scope> functions = new();
    private readonly Stack<Scope> locals = new();

    public IScriptObject? CurrentGlobal => globals.Peek().Store;

    public int GlobalCount => globals.Count;

    private Scope CurrentScope => VisibleFunctions().FirstOrDefault(scope => scope.Store is not null) ?? globals.Peek();

    public void PushGlobal(IScriptObject scriptObject)
    {
        ArgumentNullException.ThrowIfNull(scriptObject);
        globals.Push(new Scope(scriptObject));
        PushLocal();
    }

    public IScriptObject PopGlobal()
    {
        if (globals.Count == 1) throw new InvalidOperationException("Unexpected PopGlobal() not matching a PushGlobal");
        PopLocal();
        return globals.Pop().Store!;
    }

    public void PushLocal() => locals.Push(new Scope(new ScriptObject()));

    public void PopLocal() => locals.Pop();

    public virtual void Import(SourceSpan span, object objectToImport)
    {
        if (!ScriptObject.IsImportable(objectToImport))
        {
            throw new ScriptRuntimeException(
                span,
                $"Unexpected value `{GetTypeName(objectToImport)}` for import. Expecting an plain script object.");
        }
        CurrentGlobal!.Import(objectToImport, MemberFilter, MemberRenamer);
    }

    internal object? ReadVariable(Variable variable)
    {
        var scopes = variable.IsLocal ? locals.Take(1) : VisibleFunctions().Concat(globals);
        foreach (var scope in scopes)
        {
            foreach (var store in scope.Stores())
            {
                if (store.TryGetValue(this, variable.Span, variable.Name, out var value)) return value;
            }
        }
        if (!StrictVariables) return null;
        throw new ScriptRuntimeException(variable.Span, $"The variable or function `{variable}` was not found");
    }

    internal void WriteVariable(Variable variable, object? value)
    {
        if (!StoreForWrite(variable).TrySetValue(this, variable.Span, variable.Name, value, false))
            throw new ScriptRuntimeException(variable.Span, $"Cannot set value on the readonly variable `{variable}`");
    }

    internal void ProtectVariable(Variable variable) => StoreForWrite(variable).SetReadOnly(variable.Name, true);

    internal void SetLocal(string name, object? value, bool isReadOnly)
    {
        var store = locals.Peek().Store!;
        store.Remove(name);
        store.TrySetValue(this, CurrentSpan, name, value, isReadOnly);
    }

    internal void SetLoopVariable(string name, object? value) =>
        CurrentScope.Loops.Peek().TrySetValue(this, CurrentSpan, name, value, false);

    internal void SetLoopVariable(Variable variable, object? value)
    {
        var scope = variable.IsLocal ? locals.Peek() : CurrentScope;
        if (!scope.Loops.Peek().TrySetValue(this, variable.Span, variable.Name, value, false))
            throw new ScriptRuntimeException(variable.Span, $"Cannot set value on the variable `{variable}`");
    }

    /// <summary>Runs a function's body; a named function does not see the parameters of its caller.</summary>
    internal object? InFunction(ScriptObject? variables, bool hidesCaller, Func<object?> action)
    {
        functions.Push(new Scope(variables) { HidesCaller = hidesCaller });
        PushLocal();
        try
        {
            return action();
        }
        finally
        {
            PopLocal();
            functions.Pop();
        }
    }

    private IEnumerable<Scope> VisibleFunctions()
    {
        foreach (var scope in functions)
        {
            yield return scope;
            if (scope.HidesCaller) yield break;
        }
    }

    private IScriptObject StoreForWrite(Variable variable)
    {
        if (variable.IsLocal) return locals.Peek().Store!;
        var store = GlobalStoreForWrite(variable.Name);
        if (store.CanWrite(variable.Name)) return store;
        var kind = ReferenceEquals(store, BuiltinObject) ? "builtin " : "";
        throw new ScriptRuntimeException(variable.Span, $"Cannot set the {kind}readonly variable `{variable}`");
    }

    /// <summary>
    /// A name is new in the innermost function with parameters, unless some outer place has it already.
    /// </summary>
    private IScriptObject GlobalStoreForWrite(string name)
    {
        var stores = VisibleFunctions().Select(scope => scope.Store).OfType<IScriptObject>().ToList();
        if (stores.Find(store => store.Contains(name)) is { } owner) return owner;
        return stores.Count == 0 || globals.Any(scope => scope.Store!.Contains(name)) ? CurrentGlobal! : stores[0];
    }
}
