using Postern.Tests.Verdicts.Previews;
using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;
using Xunit;

namespace Postern.Tests.Verdicts.Judging;

/// <summary>How postgresql.conf is read, and when a parameter takes effect.</summary>
public sealed class ConfigurationChangeTests
{
    [Theory]
    [InlineData("a.b = 1", "a.b = 1 # note", "writes")]
    [InlineData("log_line_prefix = '%m # '", "log_line_prefix = '%m #'", "log_line_prefix: %m #  -> %m #")]
    [InlineData("work_mem 4MB", "WORK_MEM = '4MB'", "writes")]
    [InlineData("search_path = 'it''s'", "", "search_path: it's -> default")]
    [InlineData("work_mem = 1MB\nwork_mem = 2MB", "work_mem = 3MB", "work_mem: 2MB -> 3MB")]
    [InlineData("", "ignore_system_indexes = on", "ignore_system_indexes: default -> on (new sessions)")]
    [InlineData("", "autovacuum_naptime = 10s", "autovacuum_naptime: default -> 10s")]
    [InlineData("", "max_connections = 200", "max_connections at the next restart")]
    public void Reads_assignments_as_postgres_does(string before, string after, string reason)
    {
        var preview = new PreviewMaker().Settings(before, after).ToString();
        var verdict = Assert.Single(PreviewJudge.Judge(PreviewReader.Read(preview)));
        Assert.StartsWith(reason, verdict.Reason);
    }

    [Theory]
    [InlineData(15, Impact.Nothing)]
    [InlineData(18, Impact.Reload)]
    public void Looks_the_context_up_in_the_table_of_the_major_version(int major, Impact expected)
    {
        // autovacuum_max_workers needs a restart before 18, and a reload since then.
        var preview = new PreviewMaker().Settings("", "autovacuum_max_workers = 5", major, major).ToString();
        Assert.Equal(expected, Assert.Single(PreviewJudge.Judge(PreviewReader.Read(preview))).Impact);
    }
}
