using System.Net;
using System.Net.Sockets;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>Each mistake ends with one message that names the key or object and the remedy, and leaves the server as
/// it was.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class BadInputTests(DevStack dev)
{
    [Theory]
    [InlineData("postern:databse", "x", "did you mean 'postern:database'?")]
    [InlineData("postern:port", "http", "postern:port: 'http'")]
    [InlineData("postern:bootstrap", "maybe", "use one of: init, restore")]
    public async Task A_bad_setting_is_named_in_the_preview(string key, string value, string expected)
    {
        await dev.Stack.UpAsync();
        var before = (await dev.Stack.TryAsync("config", "get", key)).Output.Trim().Split('\n')[^1];
        await dev.Stack.DoAsync("config", "set", key, value);
        var refused = await dev.Stack.TryAsync("preview");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(expected, refused.Text, StringComparison.Ordinal);
        if (key == "postern:port") await dev.Stack.DoAsync("config", "set", key, before);
        else await dev.Stack.DoAsync("config", "rm", key);
    }

    [Fact]
    public async Task A_port_in_use_is_found_before_the_running_server_is_deleted()
    {
        await dev.Stack.UpAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var container = await DockerCli.RunAsync("inspect", "--format", "{{.Id}}", dev.Stack.Prefix);
        await dev.Stack.DoAsync("config", "set", "postern:port", $"{port}");
        var refused = await dev.Stack.TryAsync("up", "--yes");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains($"{port}", refused.Text, StringComparison.Ordinal);
        Assert.Equal(container, await DockerCli.RunAsync("inspect", "--format", "{{.Id}}", dev.Stack.Prefix));
        await dev.Stack.DoAsync("config", "set", "postern:port", $"{dev.Port}");
        await dev.Stack.UpAsync();
    }

    [Fact]
    public async Task A_wrong_passphrase_is_said_to_be_wrong()
    {
        var refused = await dev.Stack.RunAsync("another phrase", ["preview"]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("incorrect passphrase", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_in_no_place_where_they_can_be_read()
    {
        await dev.Stack.UpAsync();
        var connection = await dev.Stack.OutputAsync("connectionString");
        string[] secrets = [connection.Split(':')[2].Split('@')[0], await dev.Stack.OutputAsync("sourceSecretKey")];
        var places = new List<string> { await dev.Stack.DoAsync("preview", "--diff"),
            await dev.Stack.DoAsync("stack", "output") };
        foreach (var container in new[] { "", "-store", "-agent", "-settle", "-settings" })
        {
            places.Add(await DockerCli.RunAsync("inspect", dev.Stack.Prefix + container));
            places.Add(await DockerCli.LogsAsync(dev.Stack.Prefix + container));
        }
        foreach (var file in Directory.EnumerateFiles(dev.Stack.StateFolder, "*", SearchOption.AllDirectories))
        {
            places.Add(await File.ReadAllTextAsync(file));
        }
        Assert.All(secrets, secret => Assert.True(secret.Length >= 32));
        Assert.All(places, place =>
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, place, StringComparison.Ordinal)));
    }
}
