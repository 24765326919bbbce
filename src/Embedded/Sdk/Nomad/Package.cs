namespace Pulumi.Nomad;

/// <summary>What all of this package sends along: the provider's version.</summary>
internal static class Package
{
    private const string Version = "2.6.1";

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

    /// <summary>A setting that is secret whether the program marks it or not.</summary>
    public static Input<string>? Secret(Input<string>? value) =>
        value is null ? null : (Input<string>)Output.CreateSecret(value.ToOutput());
}
