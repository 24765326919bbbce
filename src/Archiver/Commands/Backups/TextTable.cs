namespace Postern.Archiver.Commands.Backups;

/// <summary>Rows of text in WAL-G's two shapes: aligned columns, and a frame of plus signs and bars.</summary>
internal static class TextTable
{
    /// <summary>Columns padded to their widest cell and parted by one blank; the last one is not padded.</summary>
    public static void WritePlain(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Widths(rows);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                output.Write(i == row.Length - 1 ? row[i] : row[i].PadRight(widths[i] + 1));
            output.Write('\n');
        }
    }

    /// <summary>
    /// As <see cref="WritePlain"/>, but every cell of a row below the header is padded, as by Go's tabwriter when a
    /// tab and a blank end the line.
    /// </summary>
    public static void WriteTerminated(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var last = rows[0].Length - 1;
        var width = rows.Skip(1).Select(row => row[last].Length).DefaultIfEmpty().Max() + 2;
        WritePlain(
            output,
            [rows[0], .. rows.Skip(1).Select(row => (string[])[.. row[..last], row[last].PadRight(width)])]);
    }

    /// <summary>The first row is the header; <paramref name="right"/> are the columns that are aligned to the
    /// right.</summary>
    public static void WriteFramed(TextWriter output, IReadOnlyList<string[]> rows, params ReadOnlySpan<int> right)
    {
        var widths = Widths(rows);
        var rule = "+" + string.Concat(widths.Select(width => new string('-', width + 2) + "+")) + "\n";
        output.Write(rule);
        for (var i = 0; i < rows.Count; i++)
        {
            output.Write("|");
            for (var column = 0; column < widths.Length; column++)
            {
                var cell = rows[i][column];
                output.Write(
                    $" {(right.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))} |");
            }
            output.Write('\n');
            if (i == 0) output.Write(rule);
        }
        output.Write(rule);
    }

    private static int[] Widths(IReadOnlyList<string[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
}
