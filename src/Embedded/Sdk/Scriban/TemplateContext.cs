using System.Globalization;
using Scriban.Evaluation;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban;

/// <summary>
/// Everything that one rendering knows: the model, the limits, the output. Not for two renderings at a time.
/// </summary>
public partial class TemplateContext : IFormatProvider
{
    private readonly Stack<CultureInfo> cultures = new();
    private readonly Stack<string> sourceFiles = new();

    public TemplateContext()
        : this((ScriptObject?)null)
    {
    }

    public TemplateContext(ScriptObject? builtin)
    {
        BuiltinObject = builtin ?? GetDefaultBuiltinObject();
        globals.Push(new Scope(BuiltinObject));
        locals.Push(new Scope(new ScriptObject()));
        outputs.Push(new StringBuilderOutput());
    }

    /// <summary>A value written by an indented code block is indented as a whole.</summary>
    public bool AutoIndent { get; set; } = true;

    public ScriptObject BuiltinObject { get; }

    public Dictionary<string, Template> CachedTemplates { get; } = [];

    public CancellationToken CancellationToken { get; set; }

    public CultureInfo CurrentCulture => cultures.TryPeek(out var culture) ? culture : CultureInfo.InvariantCulture;

    public string? CurrentIndent { get; set; }

    public string? CurrentSourceFile => sourceFiles.TryPeek(out var file) ? file : null;

    public SourceSpan CurrentSpan => CurrentNode?.Span ?? default;

    public bool EnableNullIndexer { get; set; }

    public bool EnableOutput { get; set; } = true;

    public bool EnableRelaxedFunctionAccess { get; set; }

    public bool EnableRelaxedIndexerAccess { get; set; } = true;

    public bool EnableRelaxedMemberAccess { get; set; } = true;

    public bool EnableRelaxedTargetAccess { get; set; }

    public bool IndentOnEmptyLines { get; set; } = true;

    /// <summary>The most characters of the output and of one value; 0 means without limit.</summary>
    public int LimitToString { get; set; } = 1048576;

    /// <summary>The most iterations of nested loops together; 0 means without limit.</summary>
    public int LoopLimit { get; set; } = 1000;

    public MemberFilterDelegate? MemberFilter { get; set; }

    public MemberRenamerDelegate MemberRenamer { get; set; } = StandardMemberRenamer.Default;

    public string NewLine { get; set; } = Environment.NewLine;

    public int ObjectRecursionLimit { get; set; } = 20;

    public int RecursiveLimit { get; set; } = 100;

    public TimeSpan RegexTimeOut { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An undefined top-level name is an error; members of objects stay silent.</summary>
    public bool StrictVariables { get; set; }

    public Dictionary<object, object> Tags { get; } = [];

    public ITemplateLoader? TemplateLoader { get; set; }

    internal Node? CurrentNode { get; private set; }

    internal FlowState Flow { get; set; }

    internal Dictionary<Type, TypedAccessor> TypedAccessors { get; } = [];

    internal Stack<object?> CaseValues { get; } = new();

    internal Stack<Block> WrappedBlocks { get; } = new();

    public static ScriptObject GetDefaultBuiltinObject() => new BuiltinFunctions();

    public void CheckAbort()
    {
        if (CancellationToken.IsCancellationRequested)
            throw new Scriban.Syntax.ScriptAbortException(CurrentSpan, CancellationToken);
    }

    public object? GetFormat(Type? formatType) => CurrentCulture.GetFormat(formatType);

    public void PushCulture(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        cultures.Push(culture);
    }

    public CultureInfo PopCulture() => cultures.Pop();

    public void PushSourceFile(string sourceFile)
    {
        ArgumentNullException.ThrowIfNull(sourceFile);
        sourceFiles.Push(sourceFile);
    }

    public string PopSourceFile() => sourceFiles.Pop();
}
