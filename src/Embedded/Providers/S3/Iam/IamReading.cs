using System.Xml.Linq;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>Views of IAM's answers: what is missing reads as nothing.</summary>
internal static class IamReading
{
    public static XElement? At(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) element = element?.Element(name);
        return element;
    }

    public static string Text(this XElement? element, params ReadOnlySpan<string> path) =>
        At(element, path)?.Value ?? "";

    /// <summary>The members of a list.</summary>
    public static IEnumerable<XElement> Items(this XElement? element, params ReadOnlySpan<string> path) =>
        At(element, path)?.Elements("member") ?? [];
}
