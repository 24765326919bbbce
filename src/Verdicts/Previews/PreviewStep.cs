namespace Postern.Verdicts.Previews;

/// <summary>One resource of a preview.</summary>
/// <param name="Operation">Pulumi's word: create, update, replace, delete, same, refresh, read, import...</param>
public sealed record PreviewStep(string Operation, string Urn, ResourceState? Old, ResourceState? New)
{
    public string Name => Urn.Split("::")[^1];

    /// <summary>docker:index/container:Container</summary>
    public string Type => Urn.Split("::") is [_, _, var types, _] ? types.Split('$')[^1] : "";

    public ResourceState? State => New ?? Old;

    public bool IsReplace => Operation is "replace" or "create-replacement" or "delete-replaced";

    public bool IsDelete => Operation is "delete" or "discard";

    public bool IsCreate => Operation is "create" or "import";

    public bool IsProtected => Old?.IsProtected == true || New?.IsProtected == true;

    /// <summary>The top-level inputs that differ, in ordinal order.</summary>
    public IReadOnlyList<string> ChangedInputs()
    {
        var names = (Old?.InputNames() ?? []).Union(New?.InputNames() ?? []).Order(StringComparer.Ordinal);
        return [.. names.Where(name => !JsonText.AreEqual(Old?.Input(name), New?.Input(name)))];
    }
}
