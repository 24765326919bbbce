using System.Text.RegularExpressions;

namespace Postern.Archiver.Booting;

/// <summary>The libraries that decide how text sorts. Another version can make every index on text wrong.</summary>
public sealed partial record CollationVersions(string Glibc, string Icu)
{
    private static readonly string[] LibraryFolders =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/lib"];

    /// <summary>What this image has; ICU is "" where there is none.</summary>
    public static CollationVersions OfImage() => new(ProcessCalls.LibcVersion, IcuVersion());

    private static string IcuVersion()
    {
        foreach (var folder in LibraryFolders.Where(Directory.Exists))
        {
            var versions = Directory.EnumerateFiles(folder, "libicuuc.so.*")
                .Select(file => IcuFile().Match(file)).Where(match => match.Success)
                .Select(match => match.Groups[1].Value)
                .OrderByDescending(version => version.Length);
            if (versions.FirstOrDefault() is { } version) return version;
        }
        return "";
    }

    [GeneratedRegex(@"libicuuc\.so\.([0-9.]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IcuFile();
}
