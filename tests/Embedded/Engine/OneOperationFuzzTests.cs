using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.State;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine;

/// <summary>
/// A random valid state, a random program, providers that fail at random, one operation: the invariants hold, the state
/// knows exactly what exists, and without failures the stack becomes what the program says. Seeds are fixed and named
/// in the failure.
/// </summary>
public sealed class OneOperationFuzzTests
{
    /// <summary>CI sets POSTERN_FUZZ_CASES to 10000.</summary>
    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("POSTERN_FUZZ_CASES"), out var cases) ? cases : 1_000;

    [Fact]
    public async Task Holds_the_invariants_whatever_fails()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Cases), async (seed, _) =>
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
            }
        });
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var stack = new TestStack();
        await stack.UpAsync(program => Declare(program, RandomProgram(random)));
        var plan = RandomProgram(random);
        var fails = random.Next(2) == 0;
        if (fails)
        {
            foreach (var verb in new[] { "create", "update", "delete", "read", "ready" })
                stack.Cloud.Failures[$"{verb} n{random.Next(6)}"] = "failed at random";
        }
        var kind = random.Next(6);
        var options = new RunOptions { Refresh = random.Next(3) == 0, Parallel = random.Next(1, 5) };
        if (random.Next(4) == 0)
            stack.Cloud.Things.TryRemove(stack.Cloud.Things.Keys.Order().FirstOrDefault() ?? "", out var _);
        _ = kind switch
        {
            0 => await stack.DestroyAsync(options),
            1 => await stack.RefreshAsync(options),
            2 => await stack.PreviewAsync(program => Declare(program, plan), options),
            3 => await stack.UpAsync(
                program => Declare(program, plan),
                options with { Targets = [$"**::n{random.Next(6)}"], TargetDependents = true }),
            _ => await stack.UpAsync(program => Declare(program, plan), options),
        };
        Verify(stack, kind);
        if (kind < 4 && kind != 1) return;
        stack.Cloud.Failures.Clear();
        var repaired = await stack.UpAsync(program => Declare(program, plan), new RunOptions { Refresh = true });
        Assert.True(repaired.Succeeded, string.Join('\n', stack.Errors));
        Verify(stack, kind);
        Assert.Equal(plan.Count, stack.Cloud.Things.Count);
        var again = await stack.UpAsync(program => Declare(program, plan));
        Assert.False(again.HasChanges);
    }

    /// <summary>Nothing exists that the state does not know.</summary>
    private static void Verify(TestStack stack, int kind)
    {
        SnapshotInvariants.Verify(stack.State);
        Assert.Empty(stack.State.PendingOperations);
        var known = stack.State.Resources.Where(resource => resource.Type == Thing).Select(resource => resource.Id)
            .ToHashSet();
        foreach (var id in stack.Cloud.Things.Keys)
            Assert.True(known.Contains(id), $"{id} is an orphan (operation {kind})");
    }

    private sealed record Node(string Name, string Key, string Size, int[] Needs, bool ByKey, bool First);

    private static List<Node> RandomProgram(Random random)
    {
        var nodes = new List<Node>();
        for (var i = 0; i < 6; i++)
        {
            if (random.Next(4) == 0) continue;
            var needs = Enumerable.Range(0, nodes.Count).Where(_ => random.Next(3) == 0).ToArray();
            nodes.Add(new Node(
                $"n{i}", random.Next(2).ToString(System.Globalization.CultureInfo.InvariantCulture),
                random.Next(2).ToString(System.Globalization.CultureInfo.InvariantCulture), needs, random.Next(2) == 0,
                    random.Next(2) == 0));
        }
        return nodes;
    }

    private static async Task Declare(Declaration program, List<Node> nodes)
    {
        var made = new List<Postern.Embedded.Contracts.Programs.RegisterResourceResult>();
        foreach (var node in nodes)
        {
            var inputs = Inputs(("key", new PropertyString(node.Key)), ("size", new PropertyString(node.Size)));
            var needs = node.Needs.Select(i => made[i]).ToArray();
            if (needs.Length > 0)
            {
                PropertyValue joined = new PropertyList(
                    [.. needs.Select(need => need.Outputs.GetValueOrDefault("made") ?? PropertyUnknown.Instance)]);
                inputs = inputs.With(node.ByKey ? "key" : "size", joined);
            }
            if (node.First) inputs = inputs.With("first", new PropertyBool(true));
            made.Add(await program.ThingAsync(
                node.Name, inputs, needs.Length == 0 ? null
                    : From(node.ByKey ? "key" : "size", [.. needs.Select(need => need.Urn)])));
        }
    }
}
