using System.Text;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>
/// A coloured text as its words, each with the colours of its characters, in order of the words: what a reader sees,
/// whatever the sequences that paint it and the order of independent lines.
/// </summary>
public static class ColouredWords
{
    public static string Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (colour, shown) = ("", "");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\e')
            {
                var end = text.IndexOf('m', i);
                colour = Next(colour, text[(i + 2)..end]);
                i = end;
            }
            else if (char.IsWhiteSpace(text[i])) End(words, word, ref shown);
            else
            {
                if (colour != shown) word.Append('‹').Append(colour).Append('›');
                shown = colour;
                word.Append(text[i]);
            }
        }
        End(words, word, ref shown);
        var isFailed = text.Contains("errored", StringComparison.Ordinal);
        return string.Join("\n", words
            .Where(kept => !kept.StartsWith('@') && !kept.StartsWith("updating...", StringComparison.Ordinal))
            // How far independent resources came when one fails is a matter of luck.
            .Where(kept => !isFailed || !kept.All(char.IsAsciiDigit))
            .Select(GoldenText.BlindWord).Order(StringComparer.Ordinal));
    }

    /// <summary>The pen after a sequence: bold, underlined and a colour, or nothing after a reset.</summary>
    private static string Next(string pen, string sequence) => sequence switch
    {
        "0" or "" => "",
        "1" => "b" + pen,
        "4" => "u" + pen,
        _ => new string([.. pen.Where(char.IsAsciiLetter)]) + sequence[(sequence.LastIndexOf(';') + 1)..],
    };

    private static void End(List<string> words, StringBuilder word, ref string shown)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
        shown = "";
    }
}
