using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Decorators;
using Xunit;

namespace Postern.Tests.Archiver.Storage.Decorators;

public sealed class PrefixedStorageTests : StorageContract
{
    private readonly MemoryStorage _whole = new(TimeProvider.System);

    [Fact]
    public async Task Sees_and_touches_nothing_beside_its_folder()
    {
        await _whole.PutAsync("beside", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation);
        await PutAsync("object", [1]);
        Assert.Equal(["object"], await ListAsync("", recursive: true));
        Assert.NotNull(await _whole.StatAsync("some/folder/object", Cancellation));
        Assert.Equal("memory/some/folder", Storage.Location);
    }

    protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new PrefixedStorage(_whole, "/some/folder/"));
}
