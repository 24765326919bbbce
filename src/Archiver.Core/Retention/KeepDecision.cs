using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Core.Retention;

/// <summary>Which backups stay, each with the reason, before any object is looked at.</summary>
internal sealed class KeepDecision
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, BackupRecord> _byName;

    public KeepDecision(IReadOnlyDictionary<string, BackupRecord> byName) => _byName = byName;

    public IReadOnlyList<KeptBackup> Kept => [.. _reasons.Select(pair => new KeptBackup(pair.Key, pair.Value))];

    public bool IsKept(string name) => _reasons.ContainsKey(name);

    public void Keep(BackupRecord backup, string reason)
    {
        _reasons.TryAdd(backup.Name, reason);
    }

    /// <summary>What a kept delta is built on stays, whatever its age.</summary>
    public void KeepAncestors()
    {
        foreach (var name in _reasons.Keys.ToList())
        {
            for (var parent = _byName[name].Parent;
                parent is not null && _byName.TryGetValue(parent, out var backup);
                parent = backup.Parent)
            {
                if (!_reasons.TryAdd(parent, $"'{name}' is built on it")) break;
            }
        }
    }

    /// <summary>Some backup with a whole chain must stay when there is one at all.</summary>
    /// <exception cref="RetentionRefusedException">Protected.</exception>
    public void DemandRestorable()
    {
        var restorable = _byName.Keys.Where(name => BackupSelection.Chain(_byName, name) is not null).ToList();
        if (restorable.Count == 0 || restorable.Any(IsKept)) return;
        throw new RetentionRefusedException(
            RetentionRefusal.Protected, "this would delete the last backup that can be restored",
            "make another backup first; `delete everything` empties an archive.");
    }
}
