using System.Security.Cryptography;
using System.Text;
using Postern.Embedded.Providers.Docker.Images;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class ContextDigestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ContextDigestTests()
    {
        Write("Dockerfile", "FROM scratch\nCOPY . /\n");
        Write(".dockerignore", "# comment\nignored*\n!ignored-not.txt\nlogs/**\n");
        Write("a.txt", "a", "640");
        Write("a/z.txt", "ü\n");
        Write("ignored.txt", "out");
        Write("ignored-not.txt", "kept");
        Write("logs/today.log", "out");
        Write("sub/run.sh", "#!/bin/sh\n", "755");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The value was computed by another implementation from the description in docker-provider-facts.md.
    /// </summary>
    [Fact]
    public void Matches_a_digest_that_was_computed_elsewhere() =>
        Assert.Equal("df69771b50c9dccdb73520afb68123c2fff73144152dcdf087cc3e2ed422ddd5", Digest());

    [Fact]
    public void Changes_with_a_mode_and_a_name_but_not_with_a_time_or_an_ignored_file()
    {
        var before = Digest();
        File.SetLastWriteTimeUtc(_folder.At("a.txt"), DateTime.UnixEpoch);
        Write("ignored.txt", "changed");
        Assert.Equal(before, Digest());
        Write("a.txt", "a", "600");
        Assert.NotEqual(before, Digest());
        Write("a.txt", "a", "640");
        Assert.Equal(before, Digest());
        File.Move(_folder.At("a.txt"), _folder.At("b.txt"));
        Assert.NotEqual(before, Digest());
    }

    [Fact]
    public void Hashes_where_a_link_leads_and_not_what_is_there()
    {
        File.CreateSymbolicLink(_folder.At("zz"), "a/z.txt");
        var record = "zzLrwxrwxrwx"u8.ToArray()
            .Concat(SHA256.HashData(Encoding.UTF8.GetBytes(_folder.At("a", "z.txt")))).Append((byte)0);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. Records(), .. record])), Digest());
        var before = Digest();
        Write("a/z.txt", "ü\n");
        Assert.Equal(before, Digest());
    }

    [Theory]
    [InlineData("755", false, "-rwxr-xr-x")]
    [InlineData("4755", false, "urwxr-xr-x")]
    [InlineData("2640", false, "grw-r-----")]
    [InlineData("1777", false, "trwxrwxrwx")]
    [InlineData("777", true, "Lrwxrwxrwx")]
    public void Writes_modes_as_Go_does(string mode, bool isLink, string text) =>
        Assert.Equal(text, ContextDigest.ModeText((UnixFileMode)Convert.ToInt32(mode, 8), isLink));

    [Fact]
    public void Is_the_same_for_a_relative_context_of_two_checkouts_but_for_where_links_lead()
    {
        var name = Path.GetFileName(_folder.Path);
        var (parent, beside) = (Path.GetDirectoryName(_folder.Path)!, _folder.At("a"));
        string Relative(string prefix, string from) => ContextDigest.Compute(
            new BuildContext($"{prefix}{name}", $"{prefix}{name}/Dockerfile", from));
        Assert.Equal(Digest(), Relative("", parent));
        Assert.Equal(Digest(), Relative("../../", beside));
        File.CreateSymbolicLink(_folder.At("zz"), "a/z.txt");
        var record = "zzLrwxrwxrwx"u8.ToArray()
            .Concat(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/a/z.txt"))).Append((byte)0);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. Records(), .. record])), Relative("", parent));
    }

    private string Digest() => ContextDigest.Compute(
        new BuildContext(_folder.Path, _folder.At("Dockerfile"), "/"));

    private IEnumerable<byte> Records()
    {
        (string Path, string Mode)[] files =
        [
            ("Dockerfile", "----------"), (".dockerignore", "-rw-r--r--"), ("Dockerfile", "-rw-r--r--"), (
                "a/z.txt", "-rw-r--r--"),
            ("a.txt", "-rw-r-----"), ("ignored-not.txt", "-rw-r--r--"), ("sub/run.sh", "-rwxr-xr-x"),
        ];
        return files.SelectMany(file => Encoding.UTF8.GetBytes(file.Path + file.Mode)
            .Concat(SHA256.HashData(File.ReadAllBytes(_folder.At(file.Path)))).Append((byte)0));
    }

    private void Write(string path, string content, string mode = "644")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(path))!);
        File.WriteAllText(_folder.At(path), content);
        File.SetUnixFileMode(_folder.At(path), (UnixFileMode)Convert.ToInt32(mode, 8));
    }
}
