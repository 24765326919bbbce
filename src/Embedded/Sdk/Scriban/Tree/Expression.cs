namespace Scriban.Tree;

internal abstract class Expression : Node
{
}
