namespace Scriban.Parsing;

/// <summary>What the text is: a template with code blocks, or code alone.</summary>
public enum ScriptMode
{
    Default = 0,
    ScriptOnly = 3,
}
