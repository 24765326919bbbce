namespace Pulumi.Docker;

/// <summary>What all of this package sends along: the provider's version.</summary>
internal static class Package
{
    private const string Version = "5.1.0";

    /// <summary>The options of a resource; the user's win over the defaults.</summary>
    public static CustomResourceOptions Options(
        CustomResourceOptions? options, CustomResourceOptions? defaults = null)
    {
        defaults ??= new CustomResourceOptions();
        defaults.Version = Version;
        var merged = CustomResourceOptions.Merge(defaults, options);
        // These constructors always make a resource: only a type's Get reads one by id.
        merged.Id = "";
        return merged;
    }

    /// <summary>The options of a function.</summary>
    public static InvokeOptions Options(InvokeOptions? options)
    {
        options ??= new InvokeOptions();
        options.Version ??= Version;
        return options;
    }

    public static InvokeOutputOptions Options(InvokeOutputOptions? options)
    {
        options ??= new InvokeOutputOptions();
        options.Version ??= Version;
        return options;
    }

    /// <summary>A setting that is secret whether the program marks it or not.</summary>
    public static Input<string>? Secret(Input<string>? value) =>
        value is null ? null : (Input<string>)Output.CreateSecret(value.ToOutput());

#pragma warning disable RS0030 // The official packages take these settings from the environment, too.
    /// <summary>The first of these variables that is set.</summary>
    public static Input<string>? Environment(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) return value;
        }
        return null;
    }
#pragma warning restore RS0030
}
