using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Running;

namespace Pulumi;

/// <summary>
/// The root of a program's resources. Derive from it, and assign its [Output] properties in the constructor.
/// </summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(RootType, ProgramRun.Required.StackResourceName, ToComponentOptions(options)) =>
        ProgramRun.Required.Stack = this;

    /// <summary>The stack of a program that is a function.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        StackOutputs = Output.Create(RunAsync());
        RegisterOutputs(StackOutputs);

        async Task<IDictionary<string, object?>> RunAsync() =>
            (await program().ConfigureAwait(false)).ToImmutableDictionary();
    }

    internal Output<IDictionary<string, object?>> StackOutputs { get; private set; } =
        Output.Create<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);

    /// <summary>
    /// Makes the [Output] properties the stack's outputs. Throws when one is not set, or is not an output.
    /// </summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = new Dictionary<string, object?>();
        foreach (var property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.DeclaringType!.IsAssignableFrom(typeof(Stack))) continue;
            if (property.GetCustomAttribute<OutputAttribute>() is { } output)
            {
                outputs.Add(output.Name ?? property.Name, property.GetValue(this));
            }
        }
        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).ToList();
        if (unassigned.Count > 0)
        {
            throw new RunException($"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. " +
                "[Output] attributed properties must be assigned inside Stack constructor.");
        }
        var others = outputs.Where(output => !IsOutput(output.Value!.GetType())).Select(output => output.Key).ToList();
        if (others.Count > 0) throw RunException.OutputsHaveIncorrectType(others);
        StackOutputs = Output.Create<IDictionary<string, object?>>(outputs);
        RegisterOutputs(StackOutputs);
    }

    private static bool IsOutput(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Output<>);

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) => options is null
        ? null
        : new ComponentResourceOptions { ResourceTransformations = options.ResourceTransformations };
}
