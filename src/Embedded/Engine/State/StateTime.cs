using System.Globalization;

namespace Postern.Embedded.Engine.State;

/// <summary>Times as Go writes them: RFC 3339 in UTC with as many fractional digits as needed.</summary>
public static class StateTime
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
