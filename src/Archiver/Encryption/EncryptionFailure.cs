using Postern.Archiver.Failures;

namespace Postern.Archiver.Encryption;

/// <summary>Why an encrypted object is refused.</summary>
internal static class EncryptionFailure
{
    private const string Hint = "fetch it from another copy of the archive, or restore from another backup.";

    public static ArchiverException WrongKey(string format, Exception? inner = null) => new(
        FailureCode.DecryptionFailed, $"the object cannot be decrypted with the {format} key of the settings",
        "give the key and key transform with which the archive was written; no key opens an object that is damaged.",
        inner);

    public static ArchiverException CutShort(string format) => new(
        FailureCode.ObjectCorrupt, $"the {format} stream ends before its final part", Hint);

    public static ArchiverException Damaged(string format, string detail, Exception? inner = null) => new(
        FailureCode.ObjectCorrupt, $"the {format} stream is damaged: {detail}", Hint, inner);

    public static ArchiverException NotEncrypted(string format) => new(
        FailureCode.DecryptionFailed, $"the object is not encrypted with {format}",
        "compare the encryption settings with those of the archive's writer.");
}
