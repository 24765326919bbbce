using Pulumi.Running;

namespace Pulumi;

/// <summary>What the running program may ask about its run, and the functions of providers.</summary>
public sealed class DeploymentInstance
{
    private readonly ProgramRun _run;

    internal DeploymentInstance(ProgramRun run) => _run = run;

    /// <summary>A preview: nothing will be changed.</summary>
    public bool IsDryRun => _run.IsDryRun;

    public string OrganizationName => _run.OrganizationName;

    public string ProjectName => _run.ProjectName;

    /// <summary>The folder of Pulumi.yaml.</summary>
    public string RootDirectory => _run.RootDirectory;

    public string StackName => _run.StackName;

    /// <summary>
    /// Calls a function; not called, and unknown, while an argument or the id of a resource behind one is unknown.
    /// </summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(_run.Functions.InvokeAsync<T>(token, args, options));

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(_run.Functions.InvokeAsync<T>(token, args, options));

    /// <summary>Calls a function at once, in previews too.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _run.Functions.CallAsync<T>(token, args, options);

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _run.Functions.CallAsync<object>(token, args, options);
}
