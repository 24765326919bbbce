namespace Postern.Embedded.Engine.Backend;

/// <summary>A stack of a project; the organization of file back ends is always "organization".</summary>
public sealed record StackName(string Project, string Stack)
{
    public const string Organization = "organization";

    /// <summary>"organization/project/stack".</summary>
    public string Qualified => $"{Organization}/{Project}/{Stack}";

    /// <summary>
    /// Reads "stack" or "organization/project/stack"; null for anything else, such as "project/stack", which Pulumi
    /// takes for an organization and a stack.
    /// </summary>
    public static StackName? Parse(string text, string project)
    {
        var parts = text.Split('/');
        return parts switch
        {
            [var stack] when IsValid(stack) => new StackName(project, stack),
            [Organization, var other, var stack] when IsValid(other) && IsValid(stack) => new StackName(other, stack),
            _ => null,
        };
    }

    /// <summary>Letters, digits, dot, underscore and dash, at most 100: the CLI's rule.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && name is not ("." or "..");
}
