using Postern.Archiver.Settings;
using Xunit;

namespace Postern.Tests.Archiver.Settings;

public sealed class SettingNoticesTests
{
    [Theory]
    [InlineData("WALG_COMPRESION_METHOD", "zstd")]
    [InlineData("WALE_S3_PREFX", "s3://a/b")]
    [InlineData("S3_NO_SUCH_THING", "1")]
    public void A_name_that_is_not_known_is_named(string name, string value)
    {
        var notice = Assert.Single(Notices(name, value));
        Assert.Contains($"'{name}'", notice, StringComparison.Ordinal);
        Assert.DoesNotContain(value + " ", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WALG_DIRECT_IO", "true")]
    [InlineData("WALG_USE_RATING_COMPOSER", "true")]
    [InlineData("WALG_UPLOAD_QUEUE", "4")]
    [InlineData("S3_ENABLE_VERSIONING", "enabled")]
    [InlineData("WALG_S3_ENABLE_VERSIONING", "enabled")]
    [InlineData("WALG_PREVENT_WAL_OVERWRITE", "false")]
    [InlineData("WALG_STATSD_ADDRESS", "localhost:8125")]
    [InlineData("WALG_LOG_DESTINATION", "/var/log/wal-g.log")]
    public void A_setting_without_effect_is_named_with_the_reason(string name, string value) =>
        Assert.Contains("changes nothing: ", Assert.Single(Notices(name, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("WALG_PREVENT_WAL_OVERWRITE", "1")]
    [InlineData("WALG_DIRECT_IO", "false")]
    [InlineData("WALG_PG_BLOCK_SIZE", "8192")]
    [InlineData("S3_RANGE_BATCH_ENABLED", "TRUE")]
    [InlineData("WALG_COMPRESSION_METHOD", "zstd")]
    [InlineData("WALG_UPLOAD_CONCURRENCY", "4")]
    [InlineData("UPLOAD_CONCURRENCY", "4")]
    [InlineData("WALE_S3_PREFIX", "s3://a/b")]
    [InlineData("AWS_PROFILE", "backup")]
    [InlineData("POSTGRES_USER", "postgres")]
    public void What_has_its_effect_is_not_talked_about(string name, string value) =>
        Assert.Empty(Notices(name, value));

    private static IReadOnlyList<string> Notices(string name, string value)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };
        var flags = new SettingFlags(null, false, new Dictionary<string, string>(StringComparer.Ordinal), []);
        return SettingNotices.Of(environment, SettingSources.Combine(flags, environment));
    }
}
