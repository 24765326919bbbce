using System.Text;
using Postern.Archiver.Reporting;
using Xunit;

namespace Postern.Tests.Archiver.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void Is_one_line_of_JSON_after_its_mark() =>
        Assert.Equal(
            "REPORT {\"ok\":false,\"error\":\"a\\nb\",\"backup\":null,"
                + "\"until\":\"2026-11-22T19:00:00.5Z\",\"seconds\":1.3,\"names\":[\"x\"]}",
            new Report(false, "a\nb").Add("backup", (string?)null)
                .Add("until", new DateTimeOffset(2026, 11, 22, 20, 0, 0, 500, TimeSpan.FromHours(1)))
                .AddSeconds("seconds", TimeSpan.FromSeconds(1.26)).Add("names", ["x"]).ToLine());

    [Fact]
    public void Is_never_longer_than_a_log_line_may_be()
    {
        var report = new Report(true, null).Add("lsn", "0/5")
            .Add("many", Enumerable.Repeat(new string('x', 1000), 100));
        var line = report.ToLine();
        Assert.True(Encoding.UTF8.GetByteCount(line) <= 60_000);
        Assert.Contains("\"lsn\":\"0/5\"", line, StringComparison.Ordinal);
    }
}
