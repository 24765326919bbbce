using Scriban;
using Scriban.Runtime;

namespace Postern.Tests.Embedded.Scriban;

/// <summary>Renders a template as the program does: strict variables, LF.</summary>
internal static class Rendered
{
    public static string Text(string template, params (string Name, object? Value)[] model)
    {
        var parsed = Template.Parse(template);
        if (parsed.HasErrors) throw new InvalidOperationException(parsed.Messages.ToString());
        var context = new TemplateContext { StrictVariables = true, NewLine = "\n" };
        var global = new ScriptObject();
        foreach (var (name, value) in model) global.Add(name, value);
        context.PushGlobal(global);
        return parsed.Render(context);
    }
}
