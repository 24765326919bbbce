using System.Net;
using System.Net.Http.Headers;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>A build context as a request's body, written while it is sent: no copy in memory or on disk.</summary>
internal sealed class TarContent : HttpContent
{
    private readonly BuildContext _context;

    public TarContent(BuildContext context)
    {
        _context = context;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _context.WriteTarAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _context.WriteTarAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
