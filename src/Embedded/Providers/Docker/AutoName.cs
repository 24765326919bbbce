using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker;

/// <summary>
/// Names for resources whose program gives none: the resource's name, a hyphen and seven hexadecimal digits, as Pulumi
/// makes them. A resource that is kept keeps its name; a replacement, which is checked without old inputs, gets a new
/// one.
/// </summary>
internal sealed class AutoName(Func<int, byte[]> randomBytes)
{
    private const int Digits = 7;

    public PropertyMap Apply(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        if (newInputs.IsUnknown("name") || newInputs.Text("name") is { Length: > 0 }) return newInputs;
        var name = oldInputs?.Text("name") is { Length: > 0 } old
            ? old
            : $"{resource.Name}-{Convert.ToHexStringLower(randomBytes((Digits + 1) / 2))[..Digits]}";
        return newInputs.With("name", new PropertyString(name));
    }

    /// <summary>
    /// Whether a replacement would come under the name of the old one, which then has to go first, as the official
    /// provider has it for every name that a program gives: the engine would answer the creation with the old one, and
    /// the deletion would take what the state holds for new.
    /// </summary>
    public static bool KeepsName(DiffRequest request) =>
        request.NewInputs.IsUnknown("name")
        || (request.OldOutputs.Text("name") ?? request.OldInputs.Text("name")) == request.NewInputs.Text("name");
}
