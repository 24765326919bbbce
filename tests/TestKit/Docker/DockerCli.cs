using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Postern.Tests.TestKit.Docker;

/// <summary>
/// The docker command. What tests create carries <see cref="TestLabel"/> and a random suffix, and is removed by its
/// maker.
/// </summary>
public static class DockerCli
{
    public const string TestLabel = "org.postern.test=1";

    /// <summary>A name that no other run has.</summary>
    public static string UniqueName(string prefix) =>
        $"{prefix}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>The command's trimmed output.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(params string[] arguments) =>
        (await TryRunAsync(arguments)).Succeeded($"docker {arguments[0]}").Output.Trim();

    public static Task<CommandResult> TryRunAsync(params string[] arguments) =>
        CommandRunner.RunAsync("docker", arguments);

    public static Task<CommandResult> TryRunWithInputAsync(string input, params string[] arguments) =>
        CommandRunner.RunAsync("docker", arguments, input);

    public static async Task<bool> AnswersAsync()
    {
        try
        {
            return (await TryRunAsync("version", "--format", "{{.Server.Version}}")).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Both streams of a container's log.</summary>
    public static async Task<string> LogsAsync(string container) => (await TryRunAsync("logs", container)).Text;

    /// <summary>
    /// Writes a file into a created container, owned by root with mode 0600, as the provider's uploads are.
    /// </summary>
    public static async Task UploadAsync(string container, string path, string content, string mode = "0600")
    {
        var tar = Path.GetTempFileName();
        try
        {
            await using (var writer = new TarWriter(File.Create(tar)))
            {
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path.TrimStart('/'))
                {
                    Mode = (UnixFileMode)Convert.ToInt32(mode, 8),
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                });
            }
            (await CommandRunner.RunAsync("sh", ["-c", $"docker cp - {container}:/ <'{tar}'"])).Succeeded("docker cp");
        }
        finally
        {
            File.Delete(tar);
        }
    }

    /// <summary>The host's port that a container's port is published on.</summary>
    public static async Task<int> PublishedPortAsync(string container, int port)
    {
        var text = await RunAsync("port", container, $"{port}/tcp");
        var first = text.Split('\n')[0];
        return int.Parse(first[(first.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task RemoveContainerAsync(string container) =>
        await TryRunAsync("rm", "--force", "--volumes", container);
}
