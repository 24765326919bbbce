using System.Reflection;
using Pulumi.Running;

namespace Pulumi;

/// <summary>A resource that groups others and has no provider.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
        if (remote) throw new NotSupportedException("remote components need the pulumi CLI and a component provider");
    }

    /// <summary>Ends the component with the values of its [Output] properties.</summary>
    protected void RegisterOutputs()
    {
        var outputs = new Dictionary<string, object?>();
        foreach (var property in GetType().GetProperties())
        {
            if (property.Name == nameof(Urn)) continue;
            if (property.GetCustomAttribute<OutputAttribute>() is not { } output) continue;
            var name = string.IsNullOrWhiteSpace(output.Name) ? property.Name : output.Name;
            outputs.Add(name, property.GetValue(this));
        }
        RegisterOutputs(outputs);
    }

    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ProgramRun.Required.RegisterOutputs(this, outputs);
    }
}
