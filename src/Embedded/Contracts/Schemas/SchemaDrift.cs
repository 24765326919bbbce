using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>Brings the inputs of a state in line with what a refresh has read. Pure.</summary>
public static class SchemaDrift
{
    private static readonly ResourceIdentity Nobody = new("", "", "");

    /// <summary>
    /// The inputs as they would have to be for a resource with these outputs. Inputs that mean the same stay as they
    /// were written; a property that is empty now is left out.
    /// </summary>
    public static PropertyMap Adjust(ImmutableArray<SchemaProperty> schema, PropertyMap inputs, PropertyMap outputs)
    {
        var request = new DiffRequest(Nobody, "", outputs, outputs, inputs, []);
        var result = inputs;
        foreach (var property in schema)
        {
            if (!SchemaComparer.Compare([property], request, deleteBeforeReplace: false).HasChanges) continue;
            var real = outputs.TryGetValue(property.Name, out var value) ? value : PropertyNull.Instance;
            result = SchemaCanon.IsEmpty(real) && real is not PropertyBool
                ? result.Without(property.Name)
                : result.With(property.Name, real);
        }
        return result;
    }
}
