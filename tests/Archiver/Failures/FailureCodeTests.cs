using System.Globalization;
using System.Text.RegularExpressions;
using Postern.Archiver.Failures;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Failures;

public sealed partial class FailureCodeTests
{
    [Fact]
    public void The_document_lists_every_code_and_nothing_else()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "errors.md"));
        var documented = Row().Matches(text)
            .Select(row => (int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), row.Groups[2].Value));
        var known = Enum.GetValues<FailureCode>().Select(code => ((int)code, code.ToString()));
        Assert.Equal(known, documented);
    }

    [Fact]
    public void No_code_kills_PostgreSQLs_archiver() =>
        Assert.All(Enum.GetValues<FailureCode>(), code => Assert.InRange((int)code, 1, 125));

    [GeneratedRegex(@"^\| (\d+) \| ([A-Za-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
