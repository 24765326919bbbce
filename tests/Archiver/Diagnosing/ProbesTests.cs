using Postern.Archiver.Booting;
using Postern.Archiver.Diagnosing;
using Xunit;

namespace Postern.Tests.Archiver.Diagnosing;

public sealed class ProbesTests
{
    private const long GigaByte = 1L << 30;
    private static readonly ContainerProbes Container =
        new(new ContainerPaths(), new Dictionary<string, string> { ["PATH"] = "/nowhere:/bin" });

    [Theory]
    [InlineData("sh -c true", Severity.Ok)]
    [InlineData("/bin/sh -c true", Severity.Ok)]
    [InlineData("wal-g wal-push %p", Severity.Failure)]
    [InlineData("", Severity.Failure)]
    public void Looks_for_the_program_of_a_command(string command, Severity expected) =>
        Assert.Equal(expected, Container.Command("archive_command", command).Severity);

    [Fact]
    public void Names_exit_code_127_for_a_program_that_is_missing() =>
        Assert.Contains("127", Container.Command("archive_command", "wal-g x").Text, StringComparison.Ordinal);

    [Fact]
    public void Takes_Dockers_default_shared_memory_for_too_small()
    {
        Assert.Equal(Severity.Warning, ContainerProbes.SharedMemory(64 << 20).Severity);
        Assert.Equal(Severity.Ok, ContainerProbes.SharedMemory(128 << 20).Severity);
    }

    [Theory]
    [InlineData(100, 50, Severity.Ok)]
    [InlineData(100, 4, Severity.Failure)]
    [InlineData(10, 1, Severity.Failure)]
    public void Sees_a_full_disk_ahead_and_never_says_to_delete_WAL(int total, int free, Severity expected)
    {
        var finding = ContainerProbes.Disk(total * GigaByte, free * GigaByte, GigaByte, 3);
        Assert.Equal(expected, finding.Severity);
        if (expected == Severity.Failure) Assert.Contains("never delete anything in pg_wal", finding.Fix,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Severity.Ok)]
    [InlineData(-61, Severity.Warning)]
    [InlineData(900, Severity.Failure)]
    public void Measures_the_clock_against_the_stores(int seconds, Severity expected) =>
        Assert.Equal(expected, ArchiveProbes.Clock(TimeSpan.FromSeconds(seconds)).Severity);

    [Fact]
    public void Knows_failures_that_the_server_does_not_count()
    {
        Assert.Equal(Severity.Ok, ServerProbes.Archiver(5, 2, "a", "b", failedLast: false, 10).Severity);
        Assert.Equal(Severity.Failure, ServerProbes.Archiver(5, 2, "a", "b", failedLast: true, 10).Severity);
        Assert.Contains("above 125", ServerProbes.Archiver(5, 0, "a", null, failedLast: false, 400).Text,
            StringComparison.Ordinal);
    }
}
