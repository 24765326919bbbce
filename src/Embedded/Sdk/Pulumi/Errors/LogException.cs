namespace Pulumi;

/// <summary>Showing a message failed: there is nowhere left to report to.</summary>
public class LogException : Exception
{
    public LogException(Exception exception)
        : base("Error occurred during logging: " + exception.Message, exception)
    {
    }
}
