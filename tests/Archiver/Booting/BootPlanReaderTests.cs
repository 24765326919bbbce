using Postern.Archiver.Booting;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class BootPlanReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-plan");

    private ContainerPaths Paths => new() { Settings = _folder.FullName, Secrets = _folder.FullName };

    [Fact]
    public void Reads_the_plan_of_the_contract()
    {
        Write("""
            { "version": 1, "scenario": "primary", "major": 17, "provision": "initdb", "backup": "LATEST",
              "target": { "kind": "latest" }, "signal": "none",
              "parameters": [["archive_mode", "on"], ["archive_command", "archiver wal-push \"%p\""]], // in this order
              "database": "app", "user": "owner", "initdbArgs": ["--data-checksums"], "fetchTimeoutSeconds": 60 }
            """);
        var plan = BootPlanReader.Read(Paths);
        Assert.Equal("app", plan.Database);
        Assert.Equal("owner", plan.User);
        Assert.Equal(["archive_mode=on", "archive_command=archiver wal-push \"%p\""], plan.Parameters.Select(one =>
            one.Assignment));
        Assert.Equal(["--data-checksums"], plan.InitdbArguments);
        Assert.True(plan.Target.IsLatest);
        Assert.True(plan.Archives);
    }

    [Theory]
    [InlineData("""{ "version": 2, "major": 17 }""", "version")]
    [InlineData("""{ "version": 1 }""", "major")]
    [InlineData("""{ "version": 1, "major": 17, "scenario": "boss" }""", "scenario")]
    [InlineData("""{ "version": 1, "major": 17, "target": { "kind": "time" } }""", "target: value")]
    [InlineData("""{ "version": 1, "major": 17, "parameters": [["a"]] }""", "parameters")]
    public void Names_the_member_that_is_wrong(string json, string member)
    {
        Write(json);
        var error = Assert.Throws<ArchiverException>(() => BootPlanReader.Read(Paths));
        Assert.Equal(FailureCode.SettingInvalid, error.Code);
        Assert.Contains(member, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Honours_the_official_images_variables()
    {
        var plan = BootPlanReader.FromEnvironment(
            new Dictionary<string, string>
            {
                ["POSTGRES_USER"] = "app", ["POSTGRES_PASSWORD"] = "x",
                    ["POSTGRES_INITDB_ARGS"] = "--data-checksums  -k",
            },
            Paths, 17, hasData: false);
        Assert.Equal("app", plan.User);
        Assert.Equal("app", plan.Database);
        Assert.Equal(["--data-checksums", "-k"], plan.InitdbArguments);
        Assert.False(plan.Archives);
    }

    [Fact]
    public void Demands_a_password_before_the_first_start_only()
    {
        var nothing = new Dictionary<string, string>();
        var error = Assert.Throws<ArchiverException>(() =>
            BootPlanReader.FromEnvironment(nothing, Paths, 17, hasData: false));
        Assert.Equal(FailureCode.SettingMissing, error.Code);
        Assert.Equal("postgres", BootPlanReader.FromEnvironment(nothing, Paths, 17, hasData: true).User);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string json) => File.WriteAllText(Paths.BootPlanFile, json);
}
