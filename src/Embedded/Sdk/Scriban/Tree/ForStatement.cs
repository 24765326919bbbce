using System.Collections;
using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`for x in list offset: n limit: n reversed`, with an `else` for an empty list.</summary>
internal class ForStatement : LoopStatement
{
    public Expression? Variable { get; set; }

    public Expression? Iterator { get; set; }

    public List<NamedArgument> Options { get; } = [];

    public ElseStatement? Else { get; set; }

    public override NodeSyntax Syntax => new($"{Keyword} statement", $"{Keyword} <variable> in <expression> ... end");

    protected virtual string Keyword => "for";

    protected override object? Run(TemplateContext context)
    {
        var value = context.Evaluate(Iterator);
        if (value is null) return null;
        if (value is not IEnumerable list)
            throw new ScriptRuntimeException(Iterator!.Span, $"Unexpected type `{value.GetType()}` for iterator");
        var items = Select(context, list);
        BeforeLoop(context);
        var state = new LoopState(items);
        context.SetLoopVariable(Keyword, state);
        object? result = null;
        var any = state.MoveNext();
        while (any && context.StepLoop())
        {
            if (Variable is Variable name) context.SetLoopVariable(name, state.Current);
            else context.SetValue(Variable!, state.Current);
            result = RunItem(context, state);
            var isLast = state.IsLast;
            if (!Continues(context) || isLast) break;
            state.MoveNext();
        }
        AfterLoop(context);
        return any || Else is null ? result : context.Evaluate(Else);
    }

    protected virtual void BeforeLoop(TemplateContext context)
    {
    }

    protected virtual void AfterLoop(TemplateContext context)
    {
    }

    protected virtual object? RunItem(TemplateContext context, LoopState state) => context.Evaluate(Body);

    protected virtual void SetOption(TemplateContext context, NamedArgument option) =>
        throw new ScriptRuntimeException(option.Span, $"Unsupported argument `{option.Name}` for statement: `{this}`");

    protected static int Number(TemplateContext context, NamedArgument option)
    {
        var value = option.Value ?? throw new ScriptRuntimeException(
            option.Span, $"Invalid `{option.Name}` argument. Value is required.");
        return context.ToInt(value.Span, context.Evaluate(value));
    }

    /// <summary>The options in their fixed order, however they were written; 0 and below mean no limit.</summary>
    private IEnumerable Select(TemplateContext context, IEnumerable list)
    {
        if (Options.Count == 0) return list;
        var (offset, limit, reversed) = (0, -1, false);
        foreach (var option in Options)
        {
            switch (option.Name)
            {
                case "offset":
                    offset = Number(context, option);
                    break;
                case "limit":
                    limit = Number(context, option);
                    break;
                case "reversed":
                    reversed = true;
                    break;
                default:
                    SetOption(context, option);
                    break;
            }
        }
        var items = list.Cast<object?>();
        if (offset > 0) items = items.Skip(offset);
        if (reversed) items = items.Reverse();
        return limit > 0 ? items.Take(limit) : items;
    }

    public override string ToString() =>
        string.Join(' ', Options.Select(option => option.ToString()).Prepend($"{Keyword} {Variable} in {Iterator}"));
}
