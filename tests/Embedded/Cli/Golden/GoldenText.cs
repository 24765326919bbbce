using System.Text.RegularExpressions;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>
/// Makes two runs comparable: what must differ (times, ids, random values, versions, hosts) gets one form, and what
/// comes in no fixed order (independent resources, messages of several resources) is sorted. Nothing else is touched.
/// </summary>
public static partial class GoldenText
{
    private const string Root = " pulumi:pulumi:Stack ";

    public static string Normal(string text)
    {
        var lines = Blind(text).Split('\n').ToList();
        // Dots that say that it goes on, and variables of the recording's environment.
        lines.RemoveAll(line => line.StartsWith("@ ", StringComparison.Ordinal)
            || line.StartsWith("    pulumi.env.", StringComparison.Ordinal)
            || line.StartsWith("    pulumi.flag.", StringComparison.Ordinal));
        // How far independent resources came when one fails is a matter of luck.
        if (lines.Exists(line => line.EndsWith(" errored", StringComparison.Ordinal)))
            lines = [.. lines.Select(line => Unchanged().Replace(line, "    (n) unchanged"))];
        if (lines[0].StartsWith("Current stack is", StringComparison.Ordinal))
            lines.Sort(StringComparer.Ordinal);
        return string.Join("\n", SortDiagnostics(SortDiff(SortTree(SortProgress(lines)))));
    }

    /// <summary>One word of a coloured text: names are apart from their values there.</summary>
    public static string BlindWord(string word)
    {
        if (DateWord().IsMatch(word)) return "(time)";
        if (word == "ci-1" || word == Environment.MachineName) return "(host)";
        return QuotedRandom().Replace(ShortSeconds().Replace(Blind(word), "(0s)"), "(random)");
    }

    private static string Blind(string text)
    {
        text = Seconds().Replace(text, "(0s)");
        text = Duration().Replace(text, "Duration: 1s");
        text = Instant().Replace(text, "(time)");
        text = Provider().Replace(text, "$1(uuid)");
        text = Hex().Replace(text, "(hex)");
        text = Bucket().Replace(text, "postern-wal-(hex)");
        text = RandomValue().Replace(text, "$1$2(random)");
        text = NextRandomValue().Replace(text, "=> (random)");
        text = Identity().Replace(text, "[id=(id)]");
        text = Shown().Replace(text, "ID: (id)");
        text = Version().Replace(text, "(version)");
        text = Age().Replace(text, "(ago)");
        text = Host().Replace(text, "Managed by (host)");
        text = Password().Replace(text, "password   (random)");
        text = LockFile().Replace(text, "file://(store)/.pulumi/locks");
        text = text.Replace("?no_tmp_dir=true", "", StringComparison.Ordinal);
        text = Took().Replace(text, "took (time)");
        if (text.TrimEnd('\n') is { } line && (line == "ci" || line == Environment.UserName)) text = "(user)\n";
        text = Yaml().Replace(text, "yaml: line (n): (why)");
        text = ListHead().Replace(text, "NAME  LAST UPDATE  ");
        return text;
    }

    private static List<string> SortProgress(List<string> lines) =>
        SortRuns(lines, line => Progress().Match(line) is { Success: true } match 
            ? match.Groups[2].Value + (line.Contains(Root, StringComparison.Ordinal) ? match.Groups[1] : "")
            : null);

    /// <summary>Rows of a tree: each gets its path, so that siblings may change places.</summary>
    private static List<string> SortTree(List<string> lines)
    {
        var path = new List<string>();
        return SortRuns(lines, line =>
        {
            if (Row().Match(line) is not { Success: true } match)
            {
                path.Clear();
                return null;
            }
            var depth = match.Groups[1].Length / 3;
            path.RemoveRange(Math.Min(depth, path.Count), path.Count - Math.Min(depth, path.Count));
            path.Add(Columns().Replace(match.Groups[2].Value.Trim(), " "));
            return string.Join("/", path.Select(part => string.Join(' ', part.Split(' ').Take(2))));
        }, line => Columns().Replace(Branch().Replace(line, "   "), "  "));
    }

    /// <summary>Blocks of a rich diff, by the URN in their second or third line.</summary>
    private static List<string> SortDiff(List<string> lines)
    {
        var heads = Enumerable.Range(0, lines.Count).Where(i => DiffHead().IsMatch(lines[i])).ToArray();
        if (heads.Length < 2) return lines;
        var end = lines.FindIndex(heads[^1], line => line is "    --outputs:--" or "Resources:" or "Outputs:");
        var blocks = heads.Select((head, i) => lines[head..(i + 1 < heads.Length ? heads[i + 1] : end)]);
        var sorted = blocks.OrderBy(
            block => block.First(line => line.Contains("[urn=")).Trim(), StringComparer.Ordinal);
        return [.. lines[..heads[0]], .. sorted.SelectMany(block => block), .. lines[end..]];
    }

    private static List<string> SortDiagnostics(List<string> lines)
    {
        var start = lines.IndexOf("Diagnostics:") + 1;
        if (start == 0) return lines;
        var end = lines.FindIndex(start, line => line is "Outputs:" or "Resources:");
        var blocks = string.Join("\n", lines[start..end]).Split("\n\n").Select(block => block.Trim('\n'))
            .Where(block => block.Length > 0).Order(StringComparer.Ordinal);
        return [.. lines[..start], .. blocks.SelectMany(block => (block + "\n").Split('\n')), .. lines[end..]];
    }

    /// <summary>Sorts neighbouring lines that have a key by it; lines with one key keep their order.</summary>
    private static List<string> SortRuns(
        List<string> lines, Func<string, string?> keyOf, Func<string, string>? form = null)
    {
        var result = new List<string>();
        var run = new List<(string Key, string Line)>();
        foreach (var line in lines.Append(""))
        {
            if (keyOf(line) is { } key)
            {
                run.Add((key, form is null ? line : form(line)));
                continue;
            }
            result.AddRange(run.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Line));
            run.Clear();
            result.Add(line);
        }
        result.RemoveAt(result.Count - 1);
        return result;
    }

    [GeneratedRegex(@"\((\d+m)?\d+(\.\d+)?s\)")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"Duration: \w+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000 UTC)")]
    private static partial Regex Instant();

    [GeneratedRegex(@"(::)[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Provider();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Hex();

    [GeneratedRegex(@"postern-wal-[0-9a-f]{8}")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"(b64Std|b64Url|dec|hex|id|result|\bp)( *: )(""[^""]*""|\d+)")]
    private static partial Regex RandomValue();

    [GeneratedRegex(@"(?<=\(random\) )=> ""[^""]*""")]
    private static partial Regex NextRandomValue();

    [GeneratedRegex(@"""[\w/+=-]{6,16}""|""\d+""")]
    private static partial Regex QuotedRandom();

    [GeneratedRegex(@"\(?\d+(\.\d+)?s\)?")]
    private static partial Regex ShortSeconds();

    [GeneratedRegex(@"\[id=[^\]]*\]")]
    private static partial Regex Identity();

    [GeneratedRegex(@"\bID: \S+")]
    private static partial Regex Shown();

    [GeneratedRegex(@"v3\.259\.0|postern-embedded-1")]
    private static partial Regex Version();

    [GeneratedRegex(@"\b(now|\d+ seconds? ago) *")]
    private static partial Regex Age();

    [GeneratedRegex(@"^    \d+ unchanged$")]
    private static partial Regex Unchanged();

    [GeneratedRegex("Managed by .*")]
    private static partial Regex Host();

    [GeneratedRegex(@"password   (\w{24}|pw-\w+)")]
    private static partial Regex Password();

    [GeneratedRegex(@"file://\S*?/\.pulumi/locks")]
    private static partial Regex LockFile();

    [GeneratedRegex(@"took \d+s")]
    private static partial Regex Took();

    [GeneratedRegex(@"^(\(\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d\.\d+)$")]
    private static partial Regex DateWord();

    [GeneratedRegex(@"yaml: line \d+: .*")]
    private static partial Regex Yaml();

    [GeneratedRegex("NAME  LAST UPDATE +")]
    private static partial Regex ListHead();

    [GeneratedRegex(@"^ (.{2}) ([\w:/]+ [\w-]+) ")]
    private static partial Regex Progress();

    [GeneratedRegex(@"^ .{2}  ((?:[│├└ ][─ ] )*)(\w+:\w+:\w+ .*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"[│├└][─ ] ")]
    private static partial Regex Branch();

    [GeneratedRegex(@"(?<=\S)  +(?=\S)")]
    private static partial Regex Columns();

    [GeneratedRegex(@"^ *(\+ |- |~ |\+-|  )\w+:[\w/]+:\w+: \(\w+\)$")]
    private static partial Regex DiffHead();
}
