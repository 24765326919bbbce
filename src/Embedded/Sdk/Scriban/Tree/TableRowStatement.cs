using System.Globalization;
using Scriban.Evaluation;

namespace Scriban.Tree;

/// <summary>`tablerow x in list cols: n`: the rows of an HTML table.</summary>
internal sealed class TableRowStatement : ForStatement
{
    private int columns = 1;

    protected override string Keyword => "tablerow";

    protected override void BeforeLoop(TemplateContext context) => context.Write("<tr class=\"row1\">");

    protected override void AfterLoop(TemplateContext context) => context.Write("</tr>").WriteLine();

    protected override void SetOption(TemplateContext context, NamedArgument option)
    {
        if (option.Name != "cols") base.SetOption(context, option);
        columns = Math.Max(Number(context, option), 1);
    }

    protected override object? RunItem(TemplateContext context, LoopState state)
    {
        var column = state.Index % columns;
        state.Column = column;
        state.IsLastColumn = column == columns - 1;
        if (column == 0 && state.Index > 0)
        {
            var row = (state.Index / columns) + 1;
            context.Write("</tr>").WriteLine();
            context.Write($"<tr class=\"row{row.ToString(CultureInfo.InvariantCulture)}\">");
        }
        context.Write($"<td class=\"col{(column + 1).ToString(CultureInfo.InvariantCulture)}\">");
        var result = base.RunItem(context, state);
        context.Write("</td>");
        return result;
    }
}
