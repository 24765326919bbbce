using System.Globalization;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Recovering;

/// <summary>The end of a driven recovery: the server becomes a primary on a timeline of its own.</summary>
public static class Promotion
{
    /// <exception cref="ArchiverException">Deadline: the server was not promoted in time.</exception>
    public static async Task PromoteAsync(
        ChildServer server, string user, int timeoutSeconds, CancellationToken cancellation)
    {
        await using var session = await LocalSession.OpenAsync(server.Sockets, user, "template1", cancellation);
        var sql = string.Create(CultureInfo.InvariantCulture, $"select pg_promote(true, {timeoutSeconds})::text");
        var promoted = await session.ScalarAsync(sql, cancellation, timeoutSeconds + 5);
        if (promoted != "true") throw new ArchiverException(
            FailureCode.Deadline, $"the server was not promoted within {timeoutSeconds} s", "see its log above.");
        // pg_rewind and pg_control_checkpoint() know of the new timeline after a checkpoint only.
        await session.ExecuteAsync("checkpoint", cancellation, timeoutSeconds);
    }
}
