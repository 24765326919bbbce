using Postern.Infra.Rendering;
using Postern.Infra.Settings;
using Pulumi;

namespace Postern.Stacks;

/// <summary>The program: reads the stack's settings and declares the kind of stack that they name.</summary>
public static class PosternProgram
{
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The settings are bad, or a template is; the message names the key or the
    /// file.</exception>
    public static IDictionary<string, object?> Declare()
    {
        try
        {
            return Declare(Deployment.Instance.StackName, Deployment.Instance.RootDirectory);
        }
        catch (Exception error) when (error is SettingsException or TemplateException)
        {
            throw new RunException(error.Message, error);
        }
    }

    private static IDictionary<string, object?> Declare(string stackName, string rootDirectory)
    {
        var config = new Config("postern");
        var problems = new SettingsProblems();
        var reader = new SettingsReader(config.Get, problems);
        string StackFile(string name) => Path.Combine(rootDirectory, $"Pulumi.{name}.yaml");
        Func<string, string?>? followed = config.Get("follows") is { } follows
            ? key => StackFileKeys.Value(StackFile(follows.Split('/')[^1]), key) : null;
        var stack = StackSettings.Read(reader, stackName, followed);
        SettingKeys.Check(stack.Kind, StackFileKeys.In(StackFile(stackName)),
            problems);
        if (stack.Kind == StackKinds.Drill)
        {
            var drill = DrillSettings.Read(stack, reader);
            problems.ThrowIfAny();
            return DrillStack.Declare(drill);
        }
        var primary = PrimarySettings.Read(stack, reader);
        problems.ThrowIfAny();
        return PrimaryStack.Declare(primary);
    }
}
