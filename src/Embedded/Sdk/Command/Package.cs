namespace Pulumi.Command;

/// <summary>What all of this package sends along: the provider's version.</summary>
internal static class Package
{
    private const string Version = "1.2.1";

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
}
