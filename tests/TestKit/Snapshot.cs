namespace Postern.Tests.TestKit;

/// <summary>Texts kept in the repository: compared byte for byte, and rewritten when UPDATE_SNAPSHOTS=1.</summary>
public static class Snapshot
{
    /// <param name="path">Relative to the checkout's root.</param>
    /// <exception cref="InvalidOperationException">The texts differ, or there is no snapshot yet.</exception>
    public static void Matches(string path, string actual)
    {
        var file = Path.Combine(RepositoryFolder.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected == actual) return;
        var line = expected.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new InvalidOperationException(
            $"'{path}' differs from line {line + 1} on; if that is meant, run again with UPDATE_SNAPSHOTS=1. "
            + $"Actual:\n{actual}");
    }
}
