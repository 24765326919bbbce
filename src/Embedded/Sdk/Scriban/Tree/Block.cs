using Scriban.Evaluation;

namespace Scriban.Tree;

/// <summary>Statements in a row: each writes its value, under the indentation of the code block it stands in.</summary>
internal sealed class Block : Statement
{
    public List<Statement> Statements { get; } = [];

    public override NodeSyntax Syntax => new("block statement", "<statement>...end");

    public override object? Evaluate(TemplateContext context)
    {
        object? result = null;
        var indent = context.CurrentIndent;
        try
        {
            foreach (var statement in Statements)
            {
                context.CheckAbort();
                if (statement is BorderStatement border)
                {
                    if (context.AutoIndent) context.CurrentIndent = border.IsEnter ? indent + border.Indent : indent;
                    continue;
                }
                result = Run(context, statement);
                if (context.Flow != FlowState.None) break;
            }
        }
        finally
        {
            context.CurrentIndent = indent;
        }
        return result;
    }

    private object? Run(TemplateContext context, Statement statement)
    {
        var result = context.Evaluate(statement);
        if (!statement.CanOutput) return null;
        if (result is null || context.Flow == FlowState.Return || !context.EnableOutput) return result;
        context.Write(Span, result);
        return null;
    }
}
