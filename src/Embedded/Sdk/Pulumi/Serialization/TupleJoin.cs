using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Gathers the marks of a tuple's members while their values are taken one after the other.</summary>
internal sealed class TupleJoin
{
    private ImmutableHashSet<Resource> _resources = [];
    private bool _isKnown = true;
    private bool _isSecret;

    public async Task<T> TakeAsync<T>(Output<T> output)
    {
        var data = await output.Data.ConfigureAwait(false);
        _resources = _resources.Union(data.Resources);
        _isKnown &= data.IsKnown;
        _isSecret |= data.IsSecret;
        return data.Value;
    }

    public OutputData<T> Data<T>(T tuple) => new(_resources, tuple, _isKnown, _isSecret);
}
