using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The constructor of an output type: the marked one, or the only public one.</summary>
internal static class OutputConstructors
{
    private static readonly ConcurrentDictionary<Type, ConstructorInfo?> Known = new();

    public static ConstructorInfo? Of(Type type) => Known.GetOrAdd(type, Find);

    private static ConstructorInfo? Find(Type type)
    {
        var all = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        if (all.FirstOrDefault(c => c.IsDefined(typeof(OutputConstructorAttribute))) is { } marked) return marked;
        var open = all.Where(c => c.IsPublic).ToArray();
        return open.Length == 1 ? open[0] : null;
    }
}
