namespace Pulumi;

/// <summary>Options of a custom resource.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public CustomResourceOptions()
    {
    }

    /// <summary>Outputs that are secret although the provider does not say so.</summary>
    public List<string> AdditionalSecretOutputs { get; set; } = [];

    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>The id of an existing resource to take over.</summary>
    public string? ImportId { get; set; }

    /// <summary>Both as one, neither is changed; the second one's single values win.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = Copy(options1 ?? new CustomResourceOptions());
        if (options2 is null) return merged;
        merged.MergeFrom(options2);
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        return merged;
    }

    internal override ResourceOptions Clone() => Copy(this);

    private static CustomResourceOptions Copy(CustomResourceOptions options)
    {
        var copy = new CustomResourceOptions
        {
            AdditionalSecretOutputs = [.. options.AdditionalSecretOutputs],
            DeleteBeforeReplace = options.DeleteBeforeReplace,
            ImportId = options.ImportId,
        };
        options.CopyTo(copy);
        return copy;
    }
}
