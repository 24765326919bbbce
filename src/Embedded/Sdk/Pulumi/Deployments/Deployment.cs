using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Running;

namespace Pulumi;

/// <summary>
/// Runs a program. Each call hands the program's resources to the engine that started it, and ends when all of them are
/// done: 0 when all is well, 32 after an unhandled error that has been reported, 1 after <see cref="Log.Error"/>.
/// </summary>
public sealed partial class Deployment
{
    private Deployment()
    {
    }

    public static DeploymentInstance Instance => ProgramRun.Required.Instance;

    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return Task.CompletedTask;
    });

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) =>
        RunAsync(() => Task.FromResult(func()));

    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return (IDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
    });

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        ProgramRun.InEngineAsync(run => new Runner(run, func.Method.Module.Assembly).RunAsync(func, options));

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() =>
        ProgramRun.InEngineAsync(run => new Runner(run, typeof(TStack).Assembly).RunAsync(Create<TStack>));

    /// <summary>The stack comes from the provider of services.</summary>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        ProgramRun.InEngineAsync(run =>
            new Runner(run, typeof(TStack).Assembly).RunAsync(() => Resolve<TStack>(serviceProvider)));

    private static TStack Create<TStack>()
        where TStack : Stack => (TStack)Activator.CreateInstance(
            typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;

    private static TStack Resolve<TStack>(IServiceProvider services)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(TStack)) as TStack ?? throw new InvalidOperationException(
            $"Failed to resolve instance of type {typeof(TStack)} from service provider. Register the type with the " +
            "service provider before calling RunAsync.");
    }
}
