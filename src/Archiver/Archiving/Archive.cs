using Postern.Archiver.Compression;
using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving;

/// <summary>
/// A repository in WAL-G's layout: payloads are compressed, then encrypted, and named with the compressor's extension;
/// JSON documents are raw. Reading accepts every known extension, no extension, and a lone dot.
/// </summary>
public sealed class Archive : IAsyncDisposable
{
    private const string None = "none";
    private readonly ICompressor _compressor;
    private readonly ICrypter? _crypter;
    private readonly Dictionary<string, ICompressor> _byEnding = new(StringComparer.Ordinal);
    private readonly string[] _endings;

    /// <param name="storage">Where the objects are; owned, and disposed with the archive.</param>
    /// <param name="compressor">What new payloads are written with.</param>
    /// <param name="compressors">Every method that can be read, the one for "none" among them.</param>
    /// <param name="crypter">Null when payloads are not encrypted.</param>
    public Archive(
        IStorage storage, ICompressor compressor, IEnumerable<ICompressor> compressors, ICrypter? crypter)
    {
        Storage = storage;
        _compressor = compressor;
        _crypter = crypter;
        foreach (var one in compressors)
        {
            _byEnding[Ending(one)] = one;
            if (one.Method == None) _byEnding["."] = one;
        }
        _endings = [.. _byEnding.Keys];
    }

    /// <summary>For raw documents, listings and deletions.</summary>
    public IStorage Storage { get; }

    public bool IsEncrypted => _crypter is not null;

    /// <summary>What new payloads are written with.</summary>
    public ICompressor Compressor => _compressor;

    /// <summary>What may follow a payload's name: extensions with their dot, nothing, or a lone dot.</summary>
    public IReadOnlyList<string> Endings => _endings;

    /// <summary>The name under which <see cref="PutAsync"/> stores a payload: with the compressor's
    /// extension.</summary>
    public string ObjectName(string baseName) => baseName + Ending(_compressor);

    /// <summary>
    /// Stores a payload under <see cref="ObjectName"/>. False when <paramref name="mode"/> is CreateOnly and that very
    /// object is there; other spellings of the name are not looked for (<see cref="FindAsync"/> does).
    /// </summary>
    public Task<bool> PutAsync(
        string baseName, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        PutRawAsync(ObjectName(baseName), mode, encrypt: true, compress: true, write, cancellation);

    /// <summary>Stores under exactly this name, with the layers that are asked for.</summary>
    public Task<bool> PutRawAsync(
        string objectName, PutMode mode, bool encrypt, bool compress, Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellation) =>
        Storage.PutAsync(
            objectName, mode, (destination, token) => EncodeAsync(
                destination, encrypt, compress ? _compressor : null, write, token),
            cancellation);

    /// <summary>
    /// Every spelling under which a payload lies, this archive's own first: one request, or a few cheap looks. More
    /// than one is a defect that WAL-G leaves when its compression method changes; a reader must not let chance decide
    /// between them.
    /// </summary>
    public async Task<IReadOnlyList<ArchivedObject>> FindAllAsync(string baseName, CancellationToken cancellation)
    {
        var stored = await Storage.FindAsync(baseName, _endings, cancellation);
        return OwnFirst(stored.Select(one => Spelled(baseName, one)));
    }

    /// <summary>The object that holds a payload, or null when the store says that there is none under any
    /// spelling.</summary>
    public async Task<ArchivedObject?> FindAsync(string baseName, CancellationToken cancellation) =>
        await FindAllAsync(baseName, cancellation) is [var first, ..] ? first : null;

    /// <summary>An object that was found under <paramref name="baseName"/> and one of the
    /// <see cref="Endings"/>.</summary>
    internal ArchivedObject Spelled(string baseName, StoredObject stored) =>
        new(baseName, stored, _byEnding[stored.Name[baseName.Length..]]);

    internal IReadOnlyList<ArchivedObject> OwnFirst(IEnumerable<ArchivedObject> found) =>
        [.. found
            .OrderByDescending(one => one.Stored.Name == ObjectName(one.BaseName))
            .ThenBy(one => one.Stored.Name, StringComparer.Ordinal)];

    /// <summary>What an object's name says, when it ends in a spelling of a payload; null for documents and anything
    /// else.</summary>
    public ArchivedObject? Classify(StoredObject stored)
    {
        var slash = stored.Name.LastIndexOf('/');
        var dot = stored.Name.LastIndexOf('.');
        if (dot > slash && _byEnding.TryGetValue(stored.Name[dot..], out var compressor))
            return new ArchivedObject(stored.Name[..dot], stored, compressor);
        return _byEnding.TryGetValue("", out var none) ? new ArchivedObject(stored.Name, stored, none) : null;
    }

    /// <summary>The plain bytes of a payload, or null when it is absent under every spelling.</summary>
    /// <exception cref="ArchiverException">
    /// While reading: ObjectCorrupt when a layer has no end mark or a wrong checksum, DecryptionFailed for a wrong key.
    /// </exception>
    public async Task<Stream?> OpenAsync(string baseName, CancellationToken cancellation) =>
        await FindAsync(baseName, cancellation) is { } found ? await OpenAsync(found, cancellation) : null;

    /// <summary>The plain bytes of an object that was found or listed.</summary>
    /// <exception cref="ArchiverException">StorageMissing when it went in the meantime; while reading as
    /// above.</exception>
    public Task<Stream> OpenAsync(ArchivedObject found, CancellationToken cancellation) =>
        OpenAsync(found, decrypt: true, decompress: true, cancellation);

    /// <summary>As the other, with the layers that are asked for.</summary>
    public async Task<Stream> OpenAsync(
        ArchivedObject found, bool decrypt, bool decompress, CancellationToken cancellation)
    {
        var raw = await Storage.OpenReadAsync(found.Stored.Name, 0, cancellation) ?? throw new ArchiverException(
            FailureCode.StorageMissing, $"object '{found.Stored.Name}' went away while it was asked for",
            "look for a delete that runs at the same time, and try again.");
        return Decode(found, raw, decrypt, decompress);
    }

    /// <summary>The plain bytes of an object whose stored bytes the caller reads, to hash or to count them; closes
    /// them, too.</summary>
    public Stream Decode(ArchivedObject found, Stream raw, bool decrypt = true, bool decompress = true)
    {
        // WAL-G writes nothing at all, not even a header, for an empty payload under encryption or a cut-off writer:
        // nothing is nothing.
        if (found.Stored.SizeBytes == 0) return raw;
        var layers = new List<Stream> { raw };
        if (decrypt && _crypter is not null) layers.Add(_crypter.Decrypt(layers[^1]));
        if (decompress) layers.Add(found.Compressor.Decompress(layers[^1]));
        return new LayeredStream(layers);
    }

    /// <summary>A raw document's bytes, or null when it is absent.</summary>
    public async Task<byte[]?> ReadDocumentAsync(string name, CancellationToken cancellation)
    {
        await using var raw = await Storage.OpenReadAsync(name, 0, cancellation);
        if (raw is null) return null;
        using var copy = new MemoryStream();
        await raw.CopyToAsync(copy, cancellation);
        return copy.ToArray();
    }

    /// <summary>Writes a raw document; false as <see cref="IStorage.PutAsync"/> says.</summary>
    public Task<bool> WriteDocumentAsync(
        string name, PutMode mode, ReadOnlyMemory<byte> document, CancellationToken cancellation) =>
        Storage.PutAsync(
            name, mode, async (destination, token) => await destination.WriteAsync(document, token), cancellation);

    public ValueTask DisposeAsync() => Storage.DisposeAsync();

    private static string Ending(ICompressor compressor) =>
        compressor.Extension.Length == 0 ? "" : "." + compressor.Extension;

    /// <summary>Writes a payload as <see cref="PutAsync"/> stores it to a stream of the caller's, who hashes or counts
    /// it.</summary>
    public Task EncodeAsync(
        Stream destination, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation) =>
        EncodeAsync(destination, _compressor, write, cancellation);

    /// <summary>As the other, with the method of an object that is replaced under its name.</summary>
    public Task EncodeAsync(
        Stream destination, ICompressor compressor, Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellation) =>
        EncodeAsync(destination, encrypt: true, compressor, write, cancellation);

    private async Task EncodeAsync(
        Stream destination, bool encrypt, ICompressor? compressor, Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellation)
    {
        await using var encrypted = encrypt ? _crypter?.Encrypt(destination) : null;
        await using var compressed = compressor?.Compress(encrypted ?? destination);
        await write(compressed ?? encrypted ?? destination, cancellation);
    }
}
