using System.Security.Cryptography;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Display;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>What every command works with: folders, environment, streams, clock.</summary>
public sealed class CliContext
{
    private readonly Lazy<ProjectFile> _project;
    private readonly Lazy<StateStore> _store;

    public CliContext(CliEnvironment environment, string folder)
    {
        Environment = environment;
        _project = new Lazy<ProjectFile>(() => ProjectFile.Find(folder));
        _store = new Lazy<StateStore>(OpenStore);
        Keys = new Keyring(environment.ReadPassphrase, RandomNumberGenerator.GetBytes);
    }

    public CliEnvironment Environment { get; }
    public required TextWriter Output { get; init; }
    public required TextWriter Error { get; init; }
    public required TextReader Input { get; init; }

    /// <summary>Somebody is at a terminal and may be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Standard output is a terminal whose lines may be redrawn.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The next key that was pressed, or null while there is none; null where keys cannot be read one by
    /// one.</summary>
    public Func<ConsoleKeyInfo?>? NextKey { get; init; }

    public int TerminalWidth { get; init; } = 80;
    public int TerminalHeight { get; init; } = int.MaxValue;
    public required Ink Ink { get; init; }

    /// <summary>The flags of the command line, for the history.</summary>
    public ParsedArguments? Flags { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes a provider by package name; null for a package that is not known.</summary>
    public required Func<string, IProvider?> CreateProvider { get; init; }

    /// <summary>The program to run in place of the project's compiled one; for tests.</summary>
    public Engine.Programs.IProgram? Program { get; init; }

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Cancelled by the second Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    public ProjectFile Project => _project.Value;

    public StateStore Store => _store.Value;

    /// <summary>The keys; a process derives each once.</summary>
    public Keyring Keys { get; init; }

    /// <summary>A random UUID's text.</summary>
    public static string NewId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public void Say(string line) => Output.Write(line + "\n");

    private StateStore OpenStore()
    {
        if (Environment.Zstd)
        {
            throw new StateFailure(
                "PULUMI_DIY_BACKEND_ZSTD is set, and this engine does not write zstd; unset it, or use " +
                    "PULUMI_DIY_BACKEND_GZIP");
        }
        var url = Environment.BackendUrl
            ?? throw new UsageFailure(
                "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", 3);
        if (!url.StartsWith("file://", StringComparison.Ordinal))
            throw new UsageFailure(
                $"PULUMI_BACKEND_URL '{url}' is not a file:// address; the embedded engine keeps its state in files " +
                $"only");
        var path = url["file://".Length..].Split('?')[0];
        if (path.StartsWith('~'))
            path = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) + path[1..];
        return StateStore.Open(Path.IsPathRooted(path) ? path : Path.Combine(Project.Folder, path), Environment.Gzip);
    }
}
