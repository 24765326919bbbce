using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban;

/// <summary>A parsed template; it can be rendered many times.</summary>
public class Template
{
    private Template(string? sourceFilePath, ParserOptions parserOptions, LexerOptions lexerOptions)
    {
        SourceFilePath = sourceFilePath;
        ParserOptions = parserOptions;
        LexerOptions = lexerOptions;
    }

    public bool HasErrors => Messages.HasErrors;

    public LexerOptions LexerOptions { get; }

    public LogMessageBag Messages { get; } = new();

    public ParserOptions ParserOptions { get; }

    public string? SourceFilePath { get; }

    internal Page? Root { get; private set; }

    /// <summary>
    /// Never throws for bad syntax: <see cref="HasErrors"/> and <see cref="Messages"/> say what is wrong.
    /// </summary>
    public static Template Parse(
        string text,
        string? sourceFilePath = null,
        ParserOptions? parserOptions = null,
        LexerOptions? lexerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = new Template(
            sourceFilePath, parserOptions ?? ParserOptions.Default, lexerOptions ?? LexerOptions.Default);
        var parser = new Parser(text, sourceFilePath ?? "<input>", template.LexerOptions.Mode, template.ParserOptions);
        template.Root = parser.Run();
        template.Messages.AddRange(parser.Messages);
        return template;
    }

    public static object? Evaluate(string expression, TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = new LexerOptions { Mode = ScriptMode.ScriptOnly };
        return Parse(expression, null, null, options).Evaluate(context);
    }

    /// <summary>The value of the last statement instead of the text.</summary>
    public object? Evaluate(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CheckErrors();
        var wasEnabled = context.EnableOutput;
        context.EnableOutput = false;
        try
        {
            return context.Evaluate(Root);
        }
        finally
        {
            context.EnableOutput = wasEnabled;
        }
    }

    public string Render(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CheckErrors();
        context.Run(this);
        var text = context.Output.ToString() ?? "";
        if (context.Output is StringBuilderOutput output) output.Builder.Clear();
        return text;
    }

    public string Render(
        object? model = null, MemberRenamerDelegate? memberRenamer = null, MemberFilterDelegate? memberFilter = null)
    {
        var global = new ScriptObject();
        if (model is not null) global.Import(model, memberFilter, memberRenamer);
        var context = new TemplateContext
        {
            MemberRenamer = memberRenamer ?? StandardMemberRenamer.Default,
            MemberFilter = memberFilter,
        };
        context.PushGlobal(global);
        return Render(context);
    }

    private void CheckErrors()
    {
        if (!HasErrors) return;
        throw new InvalidOperationException(
            "This template has errors. Check the <Template.HasError> and <Template.Messages>"
            + $" before evaluating a template. Messages:\n{string.Join("\n", Messages)}");
    }
}
