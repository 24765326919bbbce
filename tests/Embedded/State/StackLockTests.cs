using System.Diagnostics;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.State;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.State;

public sealed class StackLockTests : IDisposable
{
    private static readonly StackName Stack = new("postern", "dev");

    private readonly TemporaryFolder _folder = new();
    private readonly StateStore _store;

    public StackLockTests() => _store = StateStore.Open(_folder.Path, gzip: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_of_a_living_process_is_refused_by_its_holder()
    {
        using var held = Take(Environment.ProcessId, "first");
        var refused = Assert.Throws<StateFailure>(() => Take(Environment.ProcessId, "second"));
        Assert.Contains($"(pid {Environment.ProcessId})", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_of_a_killed_process_is_taken_over_and_named()
    {
        using var holder = Process.Start("sleep", "600");
        _ = Take(holder.Id, "first");
        Assert.Throws<StateFailure>(() => Take(Environment.ProcessId, "second"));
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var taken = Take(Environment.ProcessId, "second");
        Assert.Equal(holder.Id, Assert.Single(taken.Ended).ProcessId);
        Assert.Single(Directory.GetFiles(_store.LockFolder(Stack)));
    }

    [Fact]
    public async Task A_lock_that_pulumi_or_another_machine_wrote_waits_for_cancel_though_nobody_has_its_number()
    {
        using var holder = Process.Start("true");
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_store.LockFolder(Stack));
        var file = Path.Combine(_store.LockFolder(Stack), "a.json");
        foreach (var process in new[] { "", ",\"process\":\"another-boot/pid:[4026531836]/12345\"" })
        {
            await File.WriteAllTextAsync(
                file, $"{{\"pid\":{holder.Id},\"username\":\"u\",\"hostname\":\"h\",\"timestamp\":\"t\"{process}}}",
                TestContext.Current.CancellationToken);
            Assert.Throws<StateFailure>(() => Take(Environment.ProcessId, "second"));
        }
        Assert.Equal(1, StackLock.Cancel(_store, Stack));
    }

    [Fact]
    public async Task A_lock_of_another_host_waits_for_cancel_though_its_process_would_have_ended_here()
    {
        using var holder = Process.Start("sleep", "600");
        _ = StackLock.Take(_store, Stack, new LockHolder(holder.Id, "user", "elsewhere", "t"), "first");
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        var refused = Assert.Throws<StateFailure>(() => Take(Environment.ProcessId, "second"));
        Assert.Contains("user@elsewhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_cannot_be_looked_at_counts_as_running_and_one_that_is_gone_does_not()
    {
        using var holder = Process.Start("sleep", "600");
        var identity = ProcessIdentity.Of(holder.Id)!;
        // What proc(5) shows of other users' processes with hidepid=2: nothing.
        Assert.False(ProcessIdentity.HasEnded(holder.Id, identity, _folder.Path));
        Assert.False(ProcessIdentity.HasEnded(holder.Id, identity));
        // Somebody else has its number now.
        Assert.True(ProcessIdentity.HasEnded(holder.Id, identity + "0"));
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(ProcessIdentity.HasEnded(holder.Id, identity, _folder.Path));
    }

    private StackLock Take(int processId, string id) =>
        StackLock.Take(_store, Stack, new LockHolder(processId, "user", "host", "2026-11-22T10:00:00Z"), id);
}
