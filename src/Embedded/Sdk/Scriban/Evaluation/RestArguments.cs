namespace Scriban.Evaluation;

/// <summary>
/// What happens to arguments beyond the last parameter: refused, passed as they are, or gathered in the last
/// parameter.
/// </summary>
internal enum RestArguments
{
    None,
    Direct,
    LastParameter,
}
