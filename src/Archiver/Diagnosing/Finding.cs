namespace Postern.Archiver.Diagnosing;

/// <summary>How bad something is: a failure keeps the database from running or from being recoverable.</summary>
public enum Severity
{
    Ok,
    Warning,
    Failure,
}

/// <summary>What was looked at, what was seen, and the fix when it is not well.</summary>
public sealed record Finding(string Subject, Severity Severity, string Text, string? Fix = null)
{
    public static Finding Ok(string subject, string text) => new(subject, Severity.Ok, text);

    public static Finding Warning(string subject, string text, string fix) => new(subject, Severity.Warning, text, fix);

    public static Finding Failure(string subject, string text, string fix) => new(subject, Severity.Failure, text, fix);

    public override string ToString() => Severity switch
    {
        Severity.Ok => $"ok       {Subject}: {Text}",
        Severity.Warning => $"WARNING  {Subject}: {Text}\n         fix: {Fix}",
        _ => $"FAILURE  {Subject}: {Text}\n         fix: {Fix}",
    };
}
