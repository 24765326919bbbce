namespace Pulumi.Docker.Inputs;

/// <summary>Container healthcheck, as an argument.</summary>
public sealed class ContainerHealthcheckArgs : ResourceArgs
{
    public ContainerHealthcheckArgs()
    {
    }

    [Input("interval")] public Input<string>? Interval { get; set; }

    [Input("retries")] public Input<int>? Retries { get; set; }

    [Input("startInterval")] public Input<string>? StartInterval { get; set; }

    [Input("startPeriod")] public Input<string>? StartPeriod { get; set; }

    [Input("tests")] private InputList<string>? _tests;

    public InputList<string> Tests { get => _tests ??= []; set => _tests = value; }

    [Input("timeout")] public Input<string>? Timeout { get; set; }

    public static new ContainerHealthcheckArgs Empty => new();
}
