namespace Postern.Embedded.Engine.State;

/// <summary>
/// Uniform resource names: <c>urn:pulumi:stack::project::parentType$type::name</c>. The stack's own type is left out of
/// its children's. Source: pulumi/pulumi sdk/go/common/resource/urn/urn.go.
/// </summary>
public static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";
    public const string ProviderPrefix = "pulumi:providers:";
    public const string StackReferenceType = "pulumi:pulumi:StackReference";

    private const string Prefix = "urn:pulumi:";

    public static string Make(string stack, string project, string? parent, string type, string name)
    {
        var parentType = parent is null ? "" : QualifiedTypeOf(parent);
        var qualified = parentType.Length == 0 || parentType == StackType ? type : parentType + "$" + type;
        return $"{Prefix}{stack}::{project}::{qualified}::{name}";
    }

    public static bool IsValid(string urn) => urn.StartsWith(Prefix, StringComparison.Ordinal)
        && Split(urn).Length == 4;

    public static string StackOf(string urn) => Split(urn)[0];

    public static string ProjectOf(string urn) => Split(urn)[1];

    public static string QualifiedTypeOf(string urn) => Split(urn)[2];

    public static string TypeOf(string urn)
    {
        var qualified = QualifiedTypeOf(urn);
        return qualified[(qualified.LastIndexOf('$') + 1)..];
    }

    public static string NameOf(string urn) => Split(urn)[3];

    public static bool IsProviderType(string type) => type.StartsWith(ProviderPrefix, StringComparison.Ordinal);

    /// <summary>The package of a type token or of a provider's type: "docker" of
    /// "docker:index/container:Container".</summary>
    public static string PackageOf(string type) =>
        IsProviderType(type) ? type[ProviderPrefix.Length..] : type.Split(':', 2)[0];

    /// <summary>A provider made by the engine rather than by the program.</summary>
    public static bool IsDefaultProvider(string urn)
    {
        if (!IsProviderType(TypeOf(urn))) return false;
        var name = NameOf(urn);
        return name == "default" || name.StartsWith("default_", StringComparison.Ordinal);
    }

    /// <summary>The URN of a provider reference "urn::id".</summary>
    public static string OfReference(string reference) =>
        reference[..reference.LastIndexOf("::", StringComparison.Ordinal)];

    private static string[] Split(string urn) => urn[Prefix.Length..].Split("::", 4);
}
