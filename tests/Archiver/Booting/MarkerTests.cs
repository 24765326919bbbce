using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class MarkerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-marker");

    private string FilePath => Path.Combine(_folder.FullName, "marker.json");

    [Fact]
    public void Comes_back_as_it_was_saved()
    {
        var marker = new Marker
        {
            Scenario = "primary", Major = 17, Glibc = "2.41", Icu = "76.1", SystemIdentifier = "7482",
            Created = new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.Zero),
        };
        marker.Save(FilePath);
        Assert.Equal(marker, Marker.Load(FilePath));
        Assert.Contains("\"scenario\":\"primary\"", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_null_when_there_is_none() => Assert.Null(Marker.Load(FilePath));

    [Fact]
    public void Refuses_one_that_cannot_be_read()
    {
        File.WriteAllText(FilePath, "{");
        Assert.Equal(FailureCode.BootRefused, Assert.Throws<ArchiverException>(() => Marker.Load(FilePath)).Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
