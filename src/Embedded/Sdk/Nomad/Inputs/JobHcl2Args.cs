namespace Pulumi.Nomad.Inputs;

/// <summary>Job hcl2, as an argument.</summary>
public sealed class JobHcl2Args : ResourceArgs
{
    public JobHcl2Args()
    {
    }

    [Input("allowFs")] public Input<bool>? AllowFs { get; set; }

    [Input("vars")] private InputMap<string>? _vars;

    public InputMap<string> Vars { get => _vars ??= []; set => _vars = value; }

    public static new JobHcl2Args Empty => new();
}
