namespace Postern.Embedded.Engine.Display;

/// <summary>The changed lines of a text, each behind '-' or '+', with two lines around them.</summary>
public static class LineDiff
{
    private const int ContextLines = 2;

    /// <summary>Above this many lines on a side the common subsequence is not searched; the differing middle is shown
    /// whole.</summary>
    private const int SearchLimit = 2_000;

    public static void Write(TextWriter output, Ink ink, string old, string news, int indent)
    {
        var edits = Compare(old.TrimEnd('\n').Split('\n'), news.TrimEnd('\n').Split('\n'));
        var near = new bool[edits.Count];
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Mark == ' ') continue;
            for (var j = Math.Max(0, i - ContextLines); j <= Math.Min(edits.Count - 1, i + ContextLines); j++)
                near[j] = true;
        }
        var skipping = false;
        for (var i = 0; i < edits.Count; i++)
        {
            if (!near[i])
            {
                if (!skipping) output.Write(new string(' ', indent) + "...\n");
                skipping = true;
                continue;
            }
            skipping = false;
            var colour = edits[i].Mark switch { '-' => Ink.Red, '+' => Ink.Green, _ => (int?)null };
            output.Write(
                new string(' ', indent - 2) + ink.Paint(colour, $"{edits[i].Mark} {edits[i].Line}".TrimEnd()) + "\n");
        }
    }

    /// <summary>Lines of both texts in order: kept (' '), removed ('-'), added ('+').</summary>
    public static IReadOnlyList<(char Mark, string Line)> Compare(string[] old, string[] news)
    {
        var head = 0;
        while (head < old.Length && head < news.Length && old[head] == news[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < news.Length - head && old[^(tail + 1)] == news[^(tail + 1)]) tail++;
        var edits = new List<(char, string)>();
        edits.AddRange(old.Take(head).Select(line => (' ', line)));
        edits.AddRange(Middle(old[head..^tail], news[head..^tail]));
        edits.AddRange(old.TakeLast(tail).Select(line => (' ', line)));
        return edits;
    }

    private static IEnumerable<(char Mark, string Line)> Middle(string[] old, string[] news)
    {
        if (old.Length > SearchLimit || news.Length > SearchLimit)
            return old.Select(line => ('-', line)).Concat(news.Select(line => ('+', line)));
        var lengths = CommonLengths(old, news);
        var edits = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < old.Length && j < news.Length)
        {
            if (old[i] == news[j])
            {
                edits.Add((' ', old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1]) edits.Add(('-', old[i++]));
            else edits.Add(('+', news[j++]));
        }
        while (i < old.Length) edits.Add(('-', old[i++]));
        while (j < news.Length) edits.Add(('+', news[j++]));
        return edits;
    }

    private static int[,] CommonLengths(string[] old, string[] news)
    {
        var lengths = new int[old.Length + 1, news.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = news.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = old[i] == news[j]
                    ? lengths[i + 1, j + 1] + 1
                    : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }
        return lengths;
    }
}
