using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>The parts of an image's name: <c>repository[:tag][@digest]</c>.</summary>
internal static class ImageReference
{
    /// <summary>
    /// The repository and the tag or digest that a pull asks for; the tag is "latest" when there is none.
    /// </summary>
    public static (string Repository, string Tag) Split(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        if (digest >= 0) return (image[..digest], image[(digest + 1)..]);
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }

    /// <summary>The name as part of a path: the slashes stay.</summary>
    public static string EscapePath(string image) =>
        DockerClient.Escape(image).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
