using Postern.Archiver.Storage;

namespace Postern.Tests.Archiver.Storage;

public sealed class MemoryStorageTests : StorageContract
{
    protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new MemoryStorage(TimeProvider.System));
}
