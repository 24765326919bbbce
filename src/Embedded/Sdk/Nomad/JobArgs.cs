namespace Pulumi.Nomad;

/// <summary>Arguments of <see cref="Job"/>.</summary>
public sealed class JobArgs : ResourceArgs
{
    public JobArgs()
    {
    }

    [Input("deregisterOnDestroy")] public Input<bool>? DeregisterOnDestroy { get; set; }

    [Input("deregisterOnIdChange")] public Input<bool>? DeregisterOnIdChange { get; set; }

    [Input("detach")] public Input<bool>? Detach { get; set; }

    [Input("hcl2")] public Input<Inputs.JobHcl2Args>? Hcl2 { get; set; }

    [Input("jobspec", required: true)] public Input<string> Jobspec { get; set; } = null!;

    [Input("json")] public Input<bool>? Json { get; set; }

    [Input("policyOverride")] public Input<bool>? PolicyOverride { get; set; }

    [Input("preserveCounts")] public Input<bool>? PreserveCounts { get; set; }

    [Input("purgeOnDestroy")] public Input<bool>? PurgeOnDestroy { get; set; }

    [Input("readAllocationIds")] public Input<bool>? ReadAllocationIds { get; set; }

    [Input("rerunIfDead")] public Input<bool>? RerunIfDead { get; set; }

    public static new JobArgs Empty => new();
}
