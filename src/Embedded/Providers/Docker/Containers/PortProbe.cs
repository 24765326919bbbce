using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>Who holds a port of this machine.</summary>
internal static class PortProbe
{
    /// <summary>Whether a container of GET /containers/json publishes that port on an address that overlaps.</summary>
    public static bool Holds(JsonNode container, PortSpec port) => container.Items("Ports").Any(open =>
        open.Number("PublicPort") == port.External && open.Text("Type") == port.Protocol
            && Overlap(open.Text("IP"), port.Ip));

    /// <summary>
    /// Whether some process of this machine listens there. Tried by binding; the port is free again afterwards.
    /// </summary>
    public static bool IsTaken(PortSpec port)
    {
        if (!IPAddress.TryParse(port.Ip, out var address)) return false;
        var udp = port.Protocol == "udp";
        using var socket = new Socket(
            address.AddressFamily,
            udp ? SocketType.Dgram : SocketType.Stream,
            udp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, (int)port.External));
            if (!udp) socket.Listen(1);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    private static bool Overlap(string left, string right) => left == right || IsAny(left) || IsAny(right);

    private static bool IsAny(string address) => address is "" or "0.0.0.0" or "::";
}
