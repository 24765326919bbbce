using System.Globalization;
using System.Text.RegularExpressions;

namespace Postern.Infra.Scenarios;

/// <summary>
/// The size of /dev/shm, where parallel queries put their dynamic shared memory. Derived from parameters that need a
/// restart anyway, so that a reloadable change never replaces the server.
/// </summary>
public static partial class SharedMemory
{
    private const int FloorMegabytes = 128;

    private const int MegabytesPerWorker = 32;

    /// <summary>In megabytes: half of shared_buffers and 32 MB per worker process, at least 128, in steps of
    /// 64.</summary>
    public static int Megabytes(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        string? Value(string name) => parameters.LastOrDefault(pair => pair.Key == name).Value;
        var buffers = Bytes(Value("shared_buffers") ?? "128MB", 8192) / (1024 * 1024);
        var workers = int.TryParse(Value("max_worker_processes"), CultureInfo.InvariantCulture, out var count) ? count
            : 8;
        var wanted = Math.Max(FloorMegabytes, buffers / 2 + (long)workers * MegabytesPerWorker);
        return (int)Math.Min(int.MaxValue, (wanted + 63) / 64 * 64);
    }

    /// <summary>A memory value of PostgreSQL; a bare number counts <paramref name="unitBytes"/>.</summary>
    private static long Bytes(string text, long unitBytes)
    {
        var match = Size().Match(text);
        if (!match.Success) return 0;
        var number = double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
        return (long)(number * match.Groups["unit"].Value switch
        {
            "B" => 1,
            "kB" => 1024,
            "MB" => 1024L * 1024,
            "GB" => 1024L * 1024 * 1024,
            "TB" => 1024L * 1024 * 1024 * 1024,
            _ => unitBytes,
        });
    }

    [GeneratedRegex(@"^(?<n>[0-9]+(\.[0-9]+)?)\s*(?<unit>B|kB|MB|GB|TB)?$")]
    private static partial Regex Size();
}
