using System.Collections.Immutable;
using Pulumi.Running;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// Runs a program against mocks. Logged errors are thrown at the end: one as it is, several together.
/// </summary>
public sealed partial class Deployment
{
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() =>
        TestAsync(mocks, options, runner => runner.RunAsync(Create<TStack>));

    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack =>
        TestAsync(mocks, options, runner => runner.RunAsync(() => Resolve<TStack>(serviceProvider)));

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        var run = TestAsync(testMocks, testOptions, runner => runner.RunAsync(() => new TestStack(createResources)));
        var resources = await run.ConfigureAwait(false);
        var stack = resources.OfType<TestStack>().FirstOrDefault();
        var outputs = stack?.Returned ?? new Dictionary<string, object?>();
        return ([.. resources.Where(resource => resource != stack)], outputs);
    }

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources().ConfigureAwait(false);
            return (IDictionary<string, object?>)new Dictionary<string, object?>();
        }).ConfigureAwait(false);
        return resources;
    }

    public static Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Action createResources) => TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    private static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks mocks, TestOptions? options, Func<Runner, Task<int>> program)
    {
        var monitor = new MockMonitor(mocks, options);
        ProgramRun? run = null;
        await ProgramRun.InAsync(monitor.Context(), started =>
        {
            run = started;
            return program(new Runner(started, typeof(Deployment).Assembly));
        }).ConfigureAwait(false);
        return monitor.Errors switch
        {
            [] => [.. run!.Resources],
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(error => new RunException(error))),
        };
    }
}
