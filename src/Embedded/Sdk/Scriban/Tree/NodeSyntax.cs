namespace Scriban.Tree;

/// <summary>The name of a construct in messages, and an example of how it is written.</summary>
internal sealed record NodeSyntax(string Name, string Example);
