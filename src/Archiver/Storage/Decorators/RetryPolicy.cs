using System.Security.Cryptography;

namespace Postern.Archiver.Storage.Decorators;

/// <summary>How long a store that does not answer is asked again.</summary>
public sealed record RetryPolicy
{
    /// <summary>Tries of one operation without any progress between them; at least 1.</summary>
    public int Attempts { get; init; } = 16;

    /// <summary>As <see cref="Attempts"/>, for a download that broke off; null: the same.</summary>
    public int? ResumeAttempts { get; init; }

    /// <summary>The longest wait before the second try; it doubles with each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The time for everything that is done with the storage, from its opening on; running work is cancelled when it
    /// is over. Null: the tries alone are limited.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// Gives a number from 0 to 1 by which a delay is multiplied, so that many clients do not come back together.
    /// </summary>
    public Func<double> Jitter { get; init; } =
        () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>
    /// The wait after failure number <paramref name="failures"/> (from 1): at least a quarter of the longest.
    /// </summary>
    public TimeSpan DelayAfter(int failures)
    {
        var longest = Math.Min(
            LongestDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromMilliseconds(longest * (0.25 + (0.75 * Jitter())));
    }
}
