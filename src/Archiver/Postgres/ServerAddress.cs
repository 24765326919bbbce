using Npgsql;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Postgres;

/// <summary>
/// Where the server is, from libpq's variables. Without PGHOST the socket folders of Debian and of PostgreSQL's own
/// build are looked at; there is no fall-back to localhost, which made WAL-G back up another server. The database is
/// "postgres" unless PGDATABASE says otherwise: every cluster has it, and a backup does not care.
/// </summary>
public static class ServerAddress
{
    private const int ConnectTimeoutSeconds = 15;
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <param name="settings">PGHOST, PGPORT, PGUSER, PGPASSWORD, PGPASSFILE, PGDATABASE, PGSSL*, PGAPPNAME.</param>
    /// <param name="database">Instead of PGDATABASE, or null.</param>
    /// <exception cref="ArchiverException">SettingInvalid.</exception>
    public static NpgsqlConnectionStringBuilder From(ArchiverSettings settings, string? database = null)
    {
        var port = settings.Integer("PGPORT", 5432, 1, 65535);
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = settings["PGHOST"] ?? SocketFolder(port),
            Port = port,
            Username = settings["PGUSER"] ?? Environment.UserName,
            Database = database ?? settings["PGDATABASE"] ?? "postgres",
            ApplicationName = settings["PGAPPNAME"] ?? "archiver",
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = 0,
            Pooling = false,
            SslMode = SslModeOf(settings["PGSSLMODE"]),
        };
        if (settings["PGPASSWORD"] is { } password) address.Password = password;
        if (settings["PGPASSFILE"] is { } passwordFile) address.Passfile = passwordFile;
        if (settings["PGSSLCERT"] is { } certificate) address.SslCertificate = certificate;
        if (settings["PGSSLKEY"] is { } key) address.SslKey = key;
        if (settings["PGSSLROOTCERT"] is { } root) address.RootCertificate = root;
        return address;
    }

    private static string SocketFolder(int port) =>
        Array.Find(SocketFolders, folder => File.Exists($"{folder}/.s.PGSQL.{port}")) ?? SocketFolders[0];

    private static SslMode SslModeOf(string? text) => text switch
    {
        null or "prefer" => SslMode.Prefer,
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting 'PGSSLMODE' is '{text}'",
            "give disable, allow, prefer, require, verify-ca or verify-full."),
    };
}
