namespace Postern.Archiver.Booting;

/// <summary>Who PostgreSQL runs as in every image, whatever Debian's package chose.</summary>
public static class Identity
{
    public const uint PostgresUser = 999;
    public const uint PostgresGroup = 999;
}
