using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban;

/// <summary>Templates that include others.</summary>
public partial class TemplateContext
{
    /// <summary>The text of the named template, rendered with <paramref name="arguments"/> as `$`.</summary>
    internal string Include(string? name, ScriptArray arguments, Node caller)
    {
        if (string.IsNullOrEmpty(name))
            throw new ScriptRuntimeException(caller.Span, "Include template name cannot be null or empty");
        if (TemplateLoader is null)
        {
            throw new ScriptRuntimeException(
                caller.Span,
                $"Unable to include <{name}>. No TemplateLoader registered in TemplateContext.TemplateLoader");
        }
        var path = Loading(
            caller,
            $"Unexpected exception while getting the path for the include name `{name}`",
            () => TemplateLoader.GetPath(this, caller.Span, name))
            ?? throw new ScriptRuntimeException(caller.Span, $"Include template path is null for `{name}");
        if (!CachedTemplates.TryGetValue(path, out var template))
            CachedTemplates[path] = template = LoadTemplate(TemplateLoader, path, caller);
        return RenderIncluded(template, arguments, caller);
    }

    private static T Loading<T>(Node caller, string failure, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(caller.Span, failure, exception);
        }
    }

    private Template LoadTemplate(ITemplateLoader loader, string path, Node caller)
    {
        var text = Loading(
            caller,
            $"Unexpected exception while creating template from path `{path}`",
            () => loader.Load(this, caller.Span, path))
            ?? throw new ScriptRuntimeException(caller.Span, $"The result of including `{path}` cannot be null");
        var template = Template.Parse(text, path);
        if (template.HasErrors)
        {
            throw new ScriptParserRuntimeException(
                caller.Span, $"Error while parsing template `{path}`", template.Messages);
        }
        return template;
    }

    private string RenderIncluded(Template template, ScriptArray arguments, Node caller)
    {
        EnterRecursive(caller);
        var (indent, wasAtLineStart) = (CurrentIndent, isAtLineStart);
        var named = caller is FunctionCall call ? call.Arguments.OfType<NamedArgument>().ToList() : [];
        var values = named.ConvertAll(argument => (argument.Name, Value: argument.Value?.Evaluate(this)));
        CurrentIndent = null;
        PushLocal();
        try
        {
            SetLocal(Variable.ArgumentsName, arguments, isReadOnly: true);
            foreach (var (name, value) in values) SetLocal(name, value, isReadOnly: false);
            if (indent is not null) isAtLineStart = false;
            return Capture(() => Run(template));
        }
        finally
        {
            PopLocal();
            (CurrentIndent, isAtLineStart) = (indent, wasAtLineStart);
            ExitRecursive();
        }
    }
}
