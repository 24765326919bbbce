using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>Finds the templates that `include` names.</summary>
public interface ITemplateLoader
{
    /// <summary>The path under which a template is loaded and cached; null is an error.</summary>
    string? GetPath(TemplateContext context, SourceSpan callerSpan, string templateName);

    /// <summary>The text at a path; null is an error.</summary>
    string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath);

    ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath);
}
