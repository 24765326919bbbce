using Postern.Infra.Scenarios;
using Xunit;

namespace Postern.Tests.Infra.Scenarios;

public sealed class SharedMemoryTests
{
    [Theory]
    [InlineData("128MB", "8", 320)]
    [InlineData("4GB", "8", 2304)]
    [InlineData("1024", "0", 128)]
    public void Grows_with_what_needs_a_restart_anyway(string buffers, string workers, int megabytes) =>
        Assert.Equal(megabytes, SharedMemory.Megabytes(
            [new("shared_buffers", buffers), new("max_worker_processes", workers), new("work_mem", "1GB")]));
}
