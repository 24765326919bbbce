using System.Text;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Settings;

public sealed class SettingSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flags_beat_the_environment_and_that_the_file()
    {
        var path = Write("""{"WALG_ZSTD_LEVEL":"best","WALG_FILE_PREFIX":"/file","PGUSER":"file"}""");
        var settings = Combine(
            [$"--config={path}", "--walg-file-prefix", "/flag", "wal-push", "x"],
            ("WALG_FILE_PREFIX", "/environment"), ("PGUSER", "environment"));
        Assert.Equal("/flag", settings["WALG_FILE_PREFIX"]);
        Assert.Equal("environment", settings["PGUSER"]);
        Assert.Equal("best", settings["WALG_ZSTD_LEVEL"]);
    }

    [Theory]
    [InlineData("WALE_S3_PREFIX", "WALG_S3_PREFIX")]
    [InlineData("WALG_AWS_ENDPOINT", "AWS_ENDPOINT")]
    [InlineData("WALE_S3_SSE", "S3_SSE")]
    [InlineData("AWS_SECRET_KEY", "AWS_SECRET_ACCESS_KEY")]
    public void Every_spelling_of_WAL_G_means_its_setting(string spelling, string name) =>
        Assert.Equal("x", Combine([], (spelling, "x"))[name]);

    [Fact]
    public void Numbers_and_truth_values_of_the_file_are_text()
    {
        var path = Write("""{"WALG_UPLOAD_CONCURRENCY":4,"AWS_S3_FORCE_PATH_STYLE":true}""");
        var settings = Combine([$"--config={path}"]);
        Assert.Equal(4, settings.Integer("WALG_UPLOAD_CONCURRENCY", 16, 1, 100));
        Assert.True(settings.Flag("AWS_S3_FORCE_PATH_STYLE"));
    }

    [Theory]
    [InlineData("{\n\"WALG_FILE_PREFX\": \"x\"}", "line 2 has the unknown setting 'WALG_FILE_PREFX'")]
    [InlineData("{\n\n\"WALG_FAILOVER_STORAGES\": {}}", "line 3 gives 'WALG_FAILOVER_STORAGES' something else")]
    [InlineData("{\"PGUSER\":\"a\",\n\"PGUSER\":\"b\"}", "line 2 gives 'PGUSER' twice")]
    [InlineData("{\n\"PGUSER\" \"a\"}", "line 2 is no valid JSON")]
    [InlineData("[]", "line 1 is no JSON object")]
    [InlineData("", "line 1 is no valid JSON")]
    public void A_broken_file_is_an_error_that_names_the_line(string text, string expected)
    {
        var failure = Assert.Throws<ArchiverException>(() => Combine([$"--config={Write(text)}"]));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_must_be_there() => Assert.Equal(
        FailureCode.SettingInvalid,
        Assert.Throws<ArchiverException>(() => Combine([], ("WALG_CONFIG_PATH", _folder.At("absent")))).Code);

    [Theory]
    [InlineData("""{"AWS_SECRET_ACCESS_KEY":"s"}""", 0b110_100_000, true)]
    [InlineData("""{"AWS_SECRET_ACCESS_KEY":"s"}""", 0b110_000_000, false)]
    [InlineData("""{"AWS_SECRET_ACCESS_KEY":"s"}""", 0b100_000_000, false)]
    [InlineData("""{"PGUSER":"s"}""", 0b110_100_100, false)]
    public void A_file_with_secrets_is_its_owners_alone(string text, int mode, bool isRefused)
    {
        var path = Write(text, (UnixFileMode)mode);
        if (!isRefused)
        {
            Combine([$"--config={path}"]);
            return;
        }
        var failure = Assert.Throws<ArchiverException>(() => Combine([$"--config={path}"]));
        Assert.Equal(FailureCode.SettingsFileInsecure, failure.Code);
        Assert.DoesNotContain("\"s\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_refused_as_an_argument()
    {
        var failure = Assert.Throws<ArchiverException>(() => SettingFlags.Take(["--aws-secret-access-key", "hidden"]));
        Assert.Equal(FailureCode.Usage, failure.Code);
        Assert.DoesNotContain("hidden", failure.Message + failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_of_every_verb_are_taken_out_wherever_they_stand()
    {
        var flags = SettingFlags.Take(["wal-push", "--turbo", "a", "--walg-file-prefix=/x", "--json", "--", "--turbo"]);
        Assert.Equal(["wal-push", "a", "--json", "--", "--turbo"], flags.Rest);
        Assert.True(flags.IsTurbo);
        Assert.Equal(["--turbo", "--walg-file-prefix=/x"], flags.ToArguments());
    }

    [Fact]
    public void Turbo_drops_the_limits() =>
        Assert.Null(Combine(["--turbo"], ("WALG_NETWORK_RATE_LIMIT", "5"))["WALG_NETWORK_RATE_LIMIT"]);

    private static ArchiverSettings Combine(string[] arguments, params (string Name, string Value)[] environment) =>
        SettingSources.Combine(
            SettingFlags.Take(arguments), environment.ToDictionary(one => one.Name, one => one.Value));

    private string Write(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = _folder.At("archiver.json");
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
