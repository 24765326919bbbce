using System.Collections.Concurrent;
using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Pulumi.Serialization;

namespace Pulumi.Running;

/// <summary>
/// One run of a program: what it may know, and what it has under way. It follows the program's asynchronous flow.
/// </summary>
internal sealed class ProgramRun
{
    private static readonly AsyncLocal<ProgramRun?> Ambient = new();

    private readonly ProgramContext _context;
    private readonly Registrar _registrar;
    private Stack? _stack;

    private ProgramRun(ProgramContext context)
    {
        _context = context;
        Messages = new Messages(context.Monitor, Tasks);
        _registrar = new Registrar(this);
        Functions = new Functions(this);
        Instance = new DeploymentInstance(this);
    }

    public static ProgramRun? Current => Ambient.Value;

    public static ProgramRun Required => Current ?? throw new InvalidOperationException(
        "Trying to acquire Deployment.Instance before 'Run' was called.");

    public DeploymentInstance Instance { get; }

    public InFlightTasks Tasks { get; } = new();

    public Messages Messages { get; }

    public Functions Functions { get; }

    public IResourceMonitor Monitor => _context.Monitor;

    /// <summary>Everything registered, in order.</summary>
    public ConcurrentQueue<Resource> Resources { get; } = new();

    public bool IsDryRun => _context.IsDryRun;

    public string OrganizationName => _context.Organization;

    public string ProjectName => _context.Project;

    public string StackName => _context.Stack;

    public string RootDirectory => _context.RootDirectory;

    /// <summary>The name of the resource that stands for the stack.</summary>
    public string StackResourceName => $"{ProjectName}-{StackName}";

    public Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException(
            "Trying to acquire Deployment.Stack before 'Run' was called.");
        set => _stack = value;
    }

    /// <summary>Runs with the context that the engine left; without one the program was started by hand.</summary>
    public static async Task<int> InEngineAsync(Func<ProgramRun, Task<int>> program) => await InAsync(
        ProgramHost.Current ?? throw new InvalidOperationException(
            "Program run without the Pulumi engine available; re-run using the `pulumi` CLI"),
        program).ConfigureAwait(false);

    /// <summary>
    /// Runs with a context. Being asynchronous itself, it keeps the ambient run from leaking to its caller.
    /// </summary>
    public static async Task<int> InAsync(ProgramContext context, Func<ProgramRun, Task<int>> program)
    {
        if (Current is not null)
        {
            throw new InvalidOperationException(
                "Deployment.Instance should only be set once at the beginning of a 'Run' call.");
        }
        var run = new ProgramRun(context);
        Ambient.Value = run;
        return await program(run).ConfigureAwait(false);
    }

    public string? ConfigOf(string key) => _context.Config.GetValueOrDefault(key);

    public bool IsConfigSecret(string key) => _context.ConfigSecretKeys.Contains(key);

    public void Register(
        Resource resource, Dictionary<string, OutputSource> outputs, ResourceArgs args, ResourceOptions options) =>
        Tasks.Add(_registrar.RegisterAsync(resource, outputs, args, options));

    public void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Tasks.Add(_registrar.RegisterOutputsAsync(resource, outputs));

    /// <summary>The URN that resources without a parent get; null for the stack itself.</summary>
    public async Task<string?> RootUrnAsync(string type) => type == Stack.RootType
        ? null
        : await Stack.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
}
