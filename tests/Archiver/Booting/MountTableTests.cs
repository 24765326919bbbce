using Postern.Archiver.Booting;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class MountTableTests
{
    private const string Text = """
        1 0 0:50 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/a
        2 1 254:1 /var/lib/docker/volumes/x/_data /var/lib/postgresql rw,relatime - ext4 /dev/vda rw
        3 1 254:1 /var/lib/docker/volumes/y/_data /conf ro,relatime - ext4 /dev/vda rw
        4 1 0:60 / /with\040blank rw - tmpfs tmpfs rw
        """;

    private readonly MountTable _table = MountTable.Parse(Text);

    [Theory]
    [InlineData("/var/lib/postgresql/17/data", "/var/lib/postgresql", "ext4", false)]
    [InlineData("/var/lib/postgresql", "/var/lib/postgresql", "ext4", false)]
    [InlineData("/var/lib/postgresql2", "/", "overlay", false)]
    [InlineData("/conf/boot.json", "/conf", "ext4", true)]
    [InlineData("/with blank/x", "/with blank", "tmpfs", false)]
    public void Finds_the_mount_that_holds_a_path(string path, string point, string type, bool readOnly) =>
        Assert.Equal(new Mount(point, type, readOnly), _table.MountOf(path));

    [Fact]
    public void Reads_this_machines_own_table() =>
        Assert.NotNull(MountTable.Load("/proc/self/mountinfo").MountOf("/tmp"));
}
