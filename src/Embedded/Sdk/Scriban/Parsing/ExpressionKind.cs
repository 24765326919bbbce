namespace Scriban.Parsing;

/// <summary>What an expression may contain where it stands.</summary>
internal enum ExpressionKind
{
    /// <summary>Everything.</summary>
    Default,

    /// <summary>No `name: value`: the colon belongs to a conditional.</summary>
    NoNamedArgument,

    /// <summary>A value with its members only.</summary>
    Basic,

    /// <summary>`||` separates the values of a `when`.</summary>
    When,
}
