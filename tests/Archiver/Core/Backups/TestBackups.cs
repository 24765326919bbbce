using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;

namespace Postern.Tests.Archiver.Core.Backups;

/// <summary>Backups for plans: one minute apart, with segments of 1 MiB.</summary>
internal static class TestBackups
{
    public static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public static BackupRecord Full(int number, uint timeline = 1) =>
        Make(BackupName.Full(Segment(number, timeline)), number, null, null, 0);

    public static BackupRecord Delta(int number, BackupRecord parent, uint timeline = 1) => Make(
        BackupName.Delta(Segment(number, timeline), BackupName.Parse(parent.Name)), number, parent.Name,
        parent.FullName ?? parent.Name, parent.DeltaCount + 1);

    private static WalSegmentName Segment(int number, uint timeline) =>
        new(new TimelineId(timeline), 0, (uint)number);

    private static BackupRecord Make(BackupName name, int number, string? parent, string? full, int count) => new()
    {
        Name = name.Text,
        Modified = Day.AddMinutes(number + 0.5),
        StartTime = Day.AddMinutes(number),
        FinishTime = Day.AddMinutes(number + 0.5),
        StartLsn = new Lsn(((ulong)number << 20) + 0x28),
        FinishLsn = new Lsn(((ulong)number << 20) + 0x100),
        Parent = parent,
        FullName = full,
        DeltaCount = count,
        HasMetadata = true,
    };
}
