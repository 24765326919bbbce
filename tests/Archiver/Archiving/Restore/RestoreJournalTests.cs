using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Failures;
using Postern.Durability;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

public sealed class RestoreJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_restore_that_was_killed_before_its_first_step_is_begun_again()
    {
        var abandoned = TemporaryName.Beside(_folder.At(RestoreJournal.FileName), TimeProvider.System);
        File.WriteAllText(abandoned, "postern");
        using (var journal = RestoreJournal.Open(_folder.Path, "base_1")) Assert.False(journal.WasThere);
        Assert.Equal([_folder.At(RestoreJournal.FileName)], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Anything_else_is_refused_and_nothing_is_removed()
    {
        var abandoned = TemporaryName.Beside(_folder.At(RestoreJournal.FileName), TimeProvider.System);
        File.WriteAllText(abandoned, "postern");
        File.WriteAllText(_folder.At("PG_VERSION"), "15");
        var failure = Assert.Throws<ArchiverException>(() => RestoreJournal.Open(_folder.Path, "base_1"));
        Assert.Equal(FailureCode.TargetNotEmpty, failure.Code);
        Assert.Contains("PG_VERSION", failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(abandoned));
    }

    [Fact]
    public void What_was_done_is_known_again_but_not_a_line_that_was_cut()
    {
        using (var journal = RestoreJournal.Open(_folder.Path, "base_1")) journal.Done("part_001.tar.lz4");
        File.AppendAllText(_folder.At(RestoreJournal.FileName), "part_002.tar.l");
        using var again = RestoreJournal.Open(_folder.Path, "base_1");
        Assert.True(again.WasThere && again.IsDone("part_001.tar.lz4"));
        Assert.False(again.IsDone("part_002.tar.l"));
    }

    [Fact]
    public void What_is_done_all_over_again_cannot_be_started_meanwhile()
    {
        var control = _folder.At("pg_control");
        using (var journal = RestoreJournal.Open(_folder.Path, "base_1")) journal.BeforeControlFile();
        File.WriteAllText(control, "whole");
        using (var again = RestoreJournal.Open(_folder.Path, "base_1")) again.Forget(control);
        Assert.False(File.Exists(control));
        using var third = RestoreJournal.Open(_folder.Path, "base_1");
        Assert.False(third.IsDone("control file next"));
    }
}
