using Scriban;
using Scriban.Runtime;

namespace Postern.Infra.Rendering;

/// <summary>
/// Renders the files of templates/ (embedded in this assembly). Variables are strict: a name that the model lacks is
/// an error that names the template and the line, never an empty text in a configuration file.
/// </summary>
public static class Templates
{
    /// <param name="name">The path below templates/, such as "primary/postgresql.conf".</param>
    /// <exception cref="TemplateException">The template is missing, malformed, or names something that the model
    /// lacks.</exception>
    public static string Render(string name, ScriptObject model)
    {
        var template = Template.Parse(Source(name), name);
        if (template.HasErrors)
        {
            throw new TemplateException($"template '{name}': {string.Join("; ", template.Messages)}");
        }
        var context = new TemplateContext { StrictVariables = true, NewLine = "\n", LoopLimit = 100_000 };
        context.PushGlobal(model);
        try
        {
            return template.Render(context);
        }
        catch (Scriban.Syntax.ScriptRuntimeException error)
        {
            throw new TemplateException($"template '{name}': {error.Message}", error);
        }
    }

    /// <summary>The text of a file that is used as it is.</summary>
    public static string Source(string name)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream("templates/" + name)
            ?? throw new TemplateException($"template '{name}' does not exist");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The paths of all files below a folder of templates/, without that folder's name.</summary>
    public static IReadOnlyList<string> Below(string folder)
    {
        var prefix = $"templates/{folder}/";
        return
        [
            .. typeof(Templates).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name[prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];
    }
}

/// <summary>A template cannot be rendered; the message names it.</summary>
public sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
