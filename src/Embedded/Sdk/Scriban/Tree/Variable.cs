namespace Scriban.Tree;

/// <summary>
/// A name: global ones live in the model and in functions' parameters, local ones ($name) in one function or include.
/// </summary>
internal sealed class Variable(string name, bool isLocal) : VariablePath
{
    /// <summary>The name of `$`, the arguments of the running function or include.</summary>
    public const string ArgumentsName = "";

    /// <summary>The name of `$$`, the block that `wrap` passes.</summary>
    public const string BlockName = "$";

    public string Name { get; } = name;

    public bool IsLocal { get; } = isLocal;

    public override object? Read(TemplateContext context) => context.ReadVariable(this);

    public override void Write(TemplateContext context, object? value) => context.WriteVariable(this, value);

    public override string ToString() => IsLocal ? "$" + Name : Name;
}
