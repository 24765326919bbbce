namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>IAM refused a request; the message is its code and its own words.</summary>
internal sealed class IamException(string code, string words) : Exception($"{code}: {words}")
{
    public bool IsMissing { get; } = code == "NoSuchEntity";
}
