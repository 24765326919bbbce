namespace Scriban.Tree;

/// <summary>A parameter of a function: plain, with a default value, or `name...` for all that remain.</summary>
internal sealed record FunctionParameter(Variable Name, Literal? Default = null, bool TakesRest = false);
