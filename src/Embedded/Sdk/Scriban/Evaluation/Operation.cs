using Scriban.Parsing;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>A binary operator at its place: errors are located at the operator or at one of its sides.</summary>
internal readonly record struct Operation(
    TemplateContext Context, SourceSpan Span, BinaryOperator Operator, SourceSpan Left, SourceSpan Right)
{
    public string Text => BinaryOperatorTable.Text(Operator);
}
