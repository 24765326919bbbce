using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments: the members with an <see cref="InputAttribute"/> are what is sent.</summary>
public abstract class InputArgs
{
    protected InputArgs()
    {
    }

    /// <summary>
    /// Wire names to values, in the order of declaration; absent ones are null. Throws when a required one is absent.
    /// </summary>
    internal virtual IEnumerable<KeyValuePair<string, object?>> Members() => ArgumentMembers.Of(this);
}
