using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage;

/// <summary>Failures that every store can have.</summary>
internal static class StorageFailure
{
    /// <summary>Only this one is worth another try: everything else stays as it is until someone acts.</summary>
    public static bool IsTransient(ArchiverException failure) => failure.Code == FailureCode.StorageUnreachable;

    public static ArchiverException CutShort(string location, long bytes, long expectedBytes) => new(
        FailureCode.StorageUnreachable, $"'{location}' ended after {bytes} of {expectedBytes} bytes",
        "check the network and the store; the read can be repeated.");
}
