using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a resource given by name.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) => _dictionary = dictionary;

    internal override IEnumerable<KeyValuePair<string, object?>> Members() => _dictionary;
}
