using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>A refusal to start: nothing was changed, and the hint names the ways on.</summary>
internal static class BootRefusal
{
    public static ArchiverException Because(string message, string hint, Exception? inner = null) =>
        new(FailureCode.BootRefused, message, hint, inner);
}
