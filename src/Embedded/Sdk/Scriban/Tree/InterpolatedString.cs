using System.Text;

namespace Scriban.Tree;

/// <summary>$"text with {code}"</summary>
internal sealed class InterpolatedString : Expression
{
    public List<Expression> Parts { get; } = [];

    public override object Evaluate(TemplateContext context)
    {
        var text = new StringBuilder();
        foreach (var part in Parts) text.Append(context.ObjectToString(context.Evaluate(part)));
        return text.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder("$\"");
        foreach (var part in Parts)
        {
            if (part is Literal { Value: string piece }) text.Append(piece);
            else text.Append('{').Append(part).Append('}');
        }
        return text.Append('"').ToString();
    }
}
