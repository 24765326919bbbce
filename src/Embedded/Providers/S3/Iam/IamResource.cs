using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>What the types of aws:iam share: names, required inputs, refusals with what was being done.</summary>
internal abstract class IamResource(Func<int, byte[]> randomBytes) : IS3Resource
{
    private const int SuffixBytes = 4;
    private const int SuffixDigits = 7;

    public abstract ImmutableArray<SchemaProperty> Schema { get; }

    public abstract ImmutableArray<string> Computed { get; }

    public abstract CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs);

    public abstract Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation);

    public abstract Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation);

    public abstract Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation);

    public abstract Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation);

    protected static KeyValuePair<string, string?> With(string name, string? value) => new(name, value);

    protected static IEnumerable<CheckFailure> Required(PropertyMap inputs, params string[] names) => names
        .Where(name => !inputs.IsUnknown(name) && string.IsNullOrEmpty(inputs.Text(name)))
        .Select(static name => new CheckFailure(name, $"Missing required argument. The argument \"{name}\" is "
            + "required, but no definition was found."));

    /// <summary>A name as Pulumi makes it where the program gives none; kept as long as the resource lives.</summary>
    protected PropertyMap WithName(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        if (newInputs.IsUnknown("name") || newInputs.Text("name") is { Length: > 0 }) return newInputs;
        var prefix = newInputs.Text("namePrefix") is { Length: > 0 } given ? given : resource.Name + "-";
        var name = oldInputs?.Text("name") is { Length: > 0 } old && old.StartsWith(prefix, StringComparison.Ordinal)
            ? old : prefix + Convert.ToHexStringLower(randomBytes(SuffixBytes))[..SuffixDigits];
        return newInputs.With("name", new PropertyString(name));
    }

    protected static async Task<T> RunAsync<T>(string what, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (IamException exception)
        {
            throw new ProviderException($"{what}: {exception.Message}", exception);
        }
    }

    /// <summary>The same for a deletion, to which a resource that is gone is success.</summary>
    protected static Task RemoveAsync(string what, Func<Task> action) => RunAsync(what, async () =>
    {
        try
        {
            await action();
        }
        catch (IamException exception) when (exception.IsMissing)
        {
            // Gone already.
        }
        return true;
    });

    /// <summary>The same for a read; null when it is gone.</summary>
    protected static Task<T?> FindAsync<T>(string what, Func<Task<T?>> action)
        where T : class => RunAsync(what, async () =>
    {
        try
        {
            return await action();
        }
        catch (IamException exception) when (exception.IsMissing)
        {
            return null;
        }
    });
}
