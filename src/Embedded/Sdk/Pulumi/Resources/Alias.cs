using Postern.Embedded.Contracts.Programs;

namespace Pulumi;

/// <summary>A former identity of a resource: a whole URN, or the parts that were different.</summary>
public sealed class Alias
{
    public Alias()
    {
    }

    public Input<string>? Name { get; set; }

    /// <summary>It had no parent but the stack.</summary>
    public bool NoParent { get; set; }

    public Resource? Parent { get; set; }

    public Input<string>? ParentUrn { get; set; }

    public Input<string>? Project { get; set; }

    public Input<string>? Stack { get; set; }

    public Input<string>? Type { get; set; }

    public string? Urn { get; set; }

    internal async Task<ResourceAlias> ToRequestAsync()
    {
        Check();
        if (Urn is not null) return new ResourceAlias(Urn, null, null, null, null, null, NoParent: false);
        var parentUrn = Parent is null
            ? await ResolveAsync(ParentUrn).ConfigureAwait(false)
            : await Parent.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return new ResourceAlias(
            Urn: null, await ResolveAsync(Name).ConfigureAwait(false), await ResolveAsync(Type).ConfigureAwait(false),
            await ResolveAsync(Stack).ConfigureAwait(false), await ResolveAsync(Project).ConfigureAwait(false),
            parentUrn, NoParent);
    }

    private void Check()
    {
        if (Urn is not null)
        {
            Conflict(Name, nameof(Name));
            Conflict(Type, nameof(Type));
            Conflict(Project, nameof(Project));
            Conflict(Stack, nameof(Stack));
            Conflict(Parent, nameof(Parent));
            Conflict(ParentUrn, nameof(ParentUrn));
            Conflict(NoParent ? this : null, nameof(NoParent));
        }
        var parents = (Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0);
        if (parents > 1)
        {
            throw new ArgumentException("Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias");
        }
    }

    private static void Conflict(object? value, string name)
    {
        if (value is not null) throw new ArgumentException($"Alias should not specify both Urn and {name}");
    }

    private static async Task<string?> ResolveAsync(Input<string>? input) =>
        input is null ? null : await input.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
}
