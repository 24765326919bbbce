using Postern.Archiver.Recovering;
using Xunit;

namespace Postern.Tests.Archiver.Recovering;

public sealed class ServerLogTests
{
    private readonly List<string> _echo = [];

    [Fact]
    public void Keeps_the_last_FATAL_and_not_what_early_clients_hear()
    {
        var log = new ServerLog(_echo.Add);
        log.Add("2026-11-22 [1] FATAL:  could not restore file \"x\" from archive: child process exited with exit "
            + "code 200");
        log.Add("2026-11-22 [9] FATAL:  the database system is starting up");
        log.Add("2026-11-22 [1] LOG:  restored log file \"000000010000000000000005\" from archive");
        log.Add("2026-11-22 [1] LOG:  database system is shut down");
        Assert.StartsWith("FATAL:  could not restore file", log.LastFatal, StringComparison.Ordinal);
        Assert.Equal(log.LastFatal, log.LastWord);
        Assert.Equal(2, _echo.Count);
    }

    [Fact]
    public void Knows_that_recovery_stopped_at_its_target()
    {
        var log = new ServerLog(_echo.Add);
        Assert.False(log.StoppedAtTarget);
        log.Add("LOG:  recovery stopping before commit of transaction 750, time 2026-11-22 19:00:00+00");
        Assert.True(log.StoppedAtTarget);
        Assert.Null(log.LastFatal);
    }

    [Fact]
    public void Knows_that_parameters_are_too_low()
    {
        var log = new ServerLog(_echo.Add);
        log.Add("WARNING:  hot standby is not possible because of insufficient parameter settings");
        Assert.True(log.ParametersTooLow);
    }
}
