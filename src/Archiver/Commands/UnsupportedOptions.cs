using System.CommandLine;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands;

/// <summary>Options of WAL-G for what Postern does not have: known, so that they are refused with a reason.</summary>
internal static class UnsupportedOptions
{
    public static Option<string> TargetStorage() => new("--target-storage")
    {
        Description = "only 'default': there are no fail-over storages",
    };

    /// <exception cref="ArchiverException">Usage, when another storage than the default is named.</exception>
    public static void Refuse(ParseResult arguments, Option<string> targetStorage)
    {
        if (arguments.GetValue(targetStorage) is { } name and not "default" and not "")
            throw new ArchiverException(
                FailureCode.Usage, $"there is no storage '{name}': fail-over storages are not supported",
                "leave --target-storage out, and use `archiver copy` for a second archive.");
    }
}
