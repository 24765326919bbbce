using System.Security.Cryptography;
using System.Text;

namespace Postern.Tests.TestKit.Docker;

/// <summary>
/// The images that the program builds, built here from the same templates. A tag holds the hash of everything that
/// went in, so a second run finds it, and a changed template or archiver is a new image.
/// </summary>
public static class TestImages
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Program =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly SemaphoreSlim Building = new(1, 1);

    /// <summary>The object store's image.</summary>
    public static async Task<string> StoreAsync()
    {
        await Building.WaitAsync();
        try
        {
            await EngAsync("images", "store");
            return await BuildAsync("store", "1", new() { ["base"] = "postern/swift-debian:1" }, null);
        }
        finally
        {
            Building.Release();
        }
    }

    /// <summary>
    /// PostgreSQL with the archiver, as it is compiled ahead of time from this checkout, or the one that
    /// POSTERN_TEST_ARCHIVER names.
    /// </summary>
    public static async Task<string> PostgresAsync(int major)
    {
        await Building.WaitAsync();
        try
        {
            await EngAsync("images", "postgres", $"{major}");
            var archiver = Environment.GetEnvironmentVariable("POSTERN_TEST_ARCHIVER");
            if (archiver is null) await EngAsync("aot");
            return await BuildAsync(
                "postgres", $"{major}",
                new() { ["base"] = $"postern/postgres-debian:{major}", ["major"] = $"{major}" },
                archiver ?? Path.Combine(RepositoryFolder.Root, "artifacts", "archiver", "archiver"));
        }
        finally
        {
            Building.Release();
        }
    }

    private static async Task EngAsync(string script, params string[] arguments) =>
        (await CommandRunner.RunAsync(
            Path.Combine(RepositoryFolder.Root, "eng", script), arguments, timeoutSeconds: 900))
        .Succeeded($"eng/{script}");

    private static async Task<string> BuildAsync(
        string name, string version, Dictionary<string, string> values, string? archiver)
    {
        var context = Directory.CreateTempSubdirectory("postern-context");
        try
        {
            var source = Path.Combine(RepositoryFolder.Root, "templates", "images", name);
            var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(
                StringComparer.Ordinal))
            {
                var relative = Path.GetRelativePath(source, file);
                var bytes = relative == "Dockerfile"
                    ? Encoding.UTF8.GetBytes(Render(await File.ReadAllTextAsync(file), values))
                    : await File.ReadAllBytesAsync(file);
                await StageAsync(Path.Combine(context.FullName, relative), bytes);
                hash.AppendData(Encoding.UTF8.GetBytes(relative));
                hash.AppendData(bytes);
            }
            if (archiver is not null)
            {
                var bytes = await File.ReadAllBytesAsync(archiver);
                await StageAsync(Path.Combine(context.FullName, "archiver"), bytes);
                hash.AppendData(bytes);
            }
            var image = $"postern-test/{name}:{version}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
            if ((await DockerCli.TryRunAsync("image", "inspect", image)).ExitCode == 0) return image;
            (await CommandRunner.RunAsync(
                "docker", ["build", "--label", DockerCli.TestLabel, "--force-rm", "-q", "-t", image, context.FullName]))
                .Succeeded($"building {image}");
            return image;
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    private static async Task StageAsync(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes);
        // The archiver has no suffix; what a shell runs has its own.
        var isProgram = Path.GetExtension(path) is ".sh" || Path.GetFileName(path) == "archiver";
        File.SetUnixFileMode(path, isProgram ? Program : Plain);
    }

    private static string Render(string template, Dictionary<string, string> values)
    {
        foreach (var (key, value) in values) template = template.Replace($"{{{{ {key} }}}}", value,
            StringComparison.Ordinal);
        return template;
    }
}
