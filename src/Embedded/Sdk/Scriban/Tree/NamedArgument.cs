namespace Scriban.Tree;

/// <summary>`name: value` in a call, or a bare `name` among the options of a loop.</summary>
internal sealed class NamedArgument(string name, Expression? value) : Expression
{
    public string Name { get; } = name;

    public Expression? Value { get; set; } = value;

    public override NodeSyntax Syntax => new("named argument", "<name>: <expression>");

    public override object? Evaluate(TemplateContext context) => Value is null ? true : context.Evaluate(Value);

    public override string ToString() => Value is null ? Name : $"{Name}:{Value}";
}
