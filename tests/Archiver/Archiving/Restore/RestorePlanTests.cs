using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

public sealed class RestorePlanTests
{
    private static readonly string[] Names = ["full", "first", "second"];

    [Fact]
    public void A_file_comes_whole_from_the_newest_that_has_it_so_and_later_increments_go_over_it()
    {
        var plan = Plan(Whole("/a"), Incremented("/a"), Incremented("/a"));
        Assert.Equal(MemberUse.Whole, plan.Use(0, "a"));
        Assert.Equal(MemberUse.Increment, plan.Use(1, "a"));
        Assert.Equal(MemberUse.Increment, plan.Use(2, "a"));
    }

    [Fact]
    public void What_a_later_backup_has_whole_is_not_read_from_earlier_ones()
    {
        var plan = Plan(Whole("/a"), Incremented("/a"), Whole("/a"));
        Assert.True(plan.IsIdle(0));
        Assert.True(plan.IsIdle(1));
        Assert.Equal(MemberUse.Whole, plan.Use(2, "a"));
    }

    [Fact]
    public void What_the_newest_does_not_list_is_not_restored() =>
        Assert.Null(Plan(Whole("/gone", "/a"), Whole("/a"), Skipped("/a")).Use(0, "gone"));

    [Fact]
    public void A_skipped_file_that_no_ancestor_has_is_a_contradiction()
    {
        Refused(() => Plan(Whole("/b"), Skipped("/a"), Skipped("/a")));
        Refused(() => Plan(Skipped("/a"), Skipped("/a"), Skipped("/a")));
    }

    [Fact]
    public void A_delta_without_a_list_is_refused() => Refused(() => Plan(Whole("/a"), null, Whole("/a")));

    [Fact]
    public void A_full_backup_without_a_list_gives_everything()
    {
        var plan = RestorePlan.Make([null], ["full"], RestoreFilter.All);
        Assert.Equal(MemberUse.Whole, plan.Use(0, "anything"));
        Assert.Null(plan.Paths);
    }

    [Fact]
    public void A_full_backup_without_a_list_has_whatever_its_deltas_ask_for()
    {
        foreach (var list in (Dictionary<string, FileEntry>?[])[null, []])
        {
            var plan = Plan(list, Incremented("/a"), Skipped("/a"));
            Assert.Equal(MemberUse.Whole, plan.Use(0, "a"));
            Assert.Equal(MemberUse.Increment, plan.Use(1, "a"));
            Assert.Null(plan.Use(0, "b"));
        }
    }

    [Fact]
    public void Names_with_and_without_slashes_are_the_same() =>
        Assert.Equal(MemberUse.Whole, Plan(Whole("base/1"), Skipped("/base/1"), Skipped("./base/1")).Use(0, "base/1"));

    [Fact]
    public void A_name_that_leads_out_is_refused() =>
        Refused(() => Plan(Whole("/../etc/passwd"), Whole("/a"), Whole("/a/../../x")));

    private static RestorePlan Plan(params Dictionary<string, FileEntry>?[] chain) =>
        RestorePlan.Make(chain, Names, RestoreFilter.All);

    private static Dictionary<string, FileEntry> Whole(params string[] names) =>
        names.ToDictionary(name => name, _ => new FileEntry());

    private static Dictionary<string, FileEntry> Incremented(string name) =>
        new() { [name] = new FileEntry { IsIncremented = true } };

    private static Dictionary<string, FileEntry> Skipped(string name) =>
        new() { [name] = new FileEntry { IsSkipped = true } };

    private static void Refused(Action make) =>
        Assert.Equal(FailureCode.ObjectCorrupt, Assert.Throws<ArchiverException>(make).Code);
}
