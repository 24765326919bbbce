using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Postgres;

public sealed class DirectoryProofTests
{
    private static readonly ControlFile Control = ControlFile.Parse(WalBytes.Control());

    private static readonly ServerState Same = new(
        150020, "/srv", false, Control.SystemIdentifier, Control.Checkpoint, Control.Redo, Control.Timeline,
        Control.LastModified, 77);

    [Fact]
    public void The_same_is_the_same() => Assert.Null(DirectoryProof.Difference(Same, Control, 77));

    [Fact]
    public void What_cannot_be_asked_does_not_count() =>
        Assert.Null(DirectoryProof.Difference(Same with { VersionFileChangedUnixSeconds = null }, Control, 5));

    [Fact]
    public void Each_difference_is_named()
    {
        Differs(Same with { SystemIdentifier = new SystemIdentifier(1) }, "system identifier");
        Differs(Same with { Checkpoint = new Lsn(9) }, "checkpoint");
        Differs(Same with { Redo = new Lsn(9) }, "checkpoint");
        Differs(Same with { Timeline = new TimelineId(9) }, "timeline");
        Differs(Same with { ControlModified = Same.ControlModified.AddSeconds(1) }, "control file");
        Differs(Same with { VersionFileChangedUnixSeconds = 78 }, "PG_VERSION");
    }

    private static void Differs(ServerState server, string text) =>
        Assert.Contains(text, DirectoryProof.Difference(server, Control, 77), StringComparison.Ordinal);
}
