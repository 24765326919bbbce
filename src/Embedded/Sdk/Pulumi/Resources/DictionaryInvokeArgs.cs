using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a provider's function given by name.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) => _dictionary = dictionary;

    internal override IEnumerable<KeyValuePair<string, object?>> Members() => _dictionary;
}
