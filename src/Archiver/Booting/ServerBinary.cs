using System.Diagnostics;

namespace Postern.Archiver.Booting;

/// <summary>What the server's own programs say, without a server.</summary>
public static class ServerBinary
{
    /// <summary>The major version of the binaries on PATH: "postgres (PostgreSQL) 17.12 (Debian ...)".</summary>
    /// <returns>Null when there are none.</returns>
    public static int? Major()
    {
        try
        {
            var answer = Run("postgres", ["--version"]);
            var text = answer.Output.Split(' ').FirstOrDefault(word => word.Length > 0
                && char.IsAsciiDigit(word[0])) ?? "";
            return int.TryParse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), out var major) ? major : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// The value that a parameter would have, as `postgres -C` computes it from all the files and the command line. A
    /// configuration that the server would not start with fails here, with the server's words.
    /// </summary>
    public static ProgramAnswer Query(
        string data, string? configFile, IEnumerable<ServerParameter> parameters, string name)
    {
        var arguments = new List<string> { "-D", data };
        if (configFile is not null) arguments.AddRange(["-c", $"config_file={configFile}"]);
        arguments.AddRange(ServerParameter.Arguments(parameters));
        arguments.AddRange(["-C", name]);
        return Run("postgres", arguments);
    }

    /// <summary>Runs a program to its end; both streams are kept.</summary>
    public static ProgramAnswer Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramAnswer(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

/// <summary>A finished program's exit code and streams.</summary>
public sealed record ProgramAnswer(int ExitCode, string Output, string Error);
