using Postern.Archiver.Compression;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving;

/// <summary>
/// An object under one of the spellings of its name. <see cref="BaseName"/> is without extension;
/// <see cref="Compressor"/> undoes what the extension says, and is the one for "none" when there is no extension or
/// only a dot (as WAL-G 3.0.8 wrote it).
/// </summary>
public sealed record ArchivedObject(string BaseName, StoredObject Stored, ICompressor Compressor);
