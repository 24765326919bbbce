using Npgsql;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Settings;
using Xunit;

namespace Postern.Tests.Archiver.Postgres;

public sealed class ServerAddressTests
{
    [Fact]
    public void Without_PGHOST_it_is_a_socket_folder_and_never_localhost() =>
        Assert.StartsWith("/", Address().Host, StringComparison.Ordinal);

    [Fact]
    public void Takes_libpqs_variables()
    {
        var address = Address(
            ("PGHOST", "db1"), ("PGPORT", "6543"), ("PGUSER", "me"), ("PGPASSWORD", "secret"), ("PGDATABASE", "app"),
            ("PGSSLMODE", "verify-full"), ("PGPASSFILE", "/x/pgpass"));
        Assert.Equal(("db1", 6543, "me", "secret", "app"), (
            address.Host, address.Port, address.Username, address.Password, address.Database));
        Assert.Equal(SslMode.VerifyFull, address.SslMode);
        Assert.Equal("/x/pgpass", address.Passfile);
    }

    [Fact]
    public void The_database_is_postgres_unless_it_is_named() =>
        Assert.Equal("postgres", Address(("PGUSER", "me")).Database);

    [Fact]
    public void Rejects_an_unknown_sslmode() => Assert.Equal(
        FailureCode.SettingInvalid, Assert.Throws<ArchiverException>(() => Address(("PGSSLMODE", "always"))).Code);

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error()
    {
        var settings = new ArchiverSettings(new Dictionary<string, string> { ["PGHOST"] = "/nonexistent" });
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => ServerSession.OpenAsync(settings, default));
        Assert.Equal(FailureCode.ServerUnreachable, failure.Code);
        Assert.Contains("/nonexistent", failure.Message, StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder Address(params (string Name, string Value)[] values) =>
        ServerAddress.From(
        new ArchiverSettings(values.ToDictionary(one => one.Name, one => one.Value)));
}
