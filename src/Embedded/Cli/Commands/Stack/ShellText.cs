using System.Text;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary>
/// A text as one word of a POSIX shell: backslashes where they are enough, quotes where there are blanks. Source:
/// github.com/kballard/go-shellquote, which the CLI uses. Pure.
/// </summary>
public static class ShellText
{
    private const string Special = "\\'\"`${[|&;<>()*?!";

    public static string Quote(string word)
    {
        if (word.Length == 0) return "''";
        if (word.AsSpan().ContainsAny(" \t\n")) return Quoted(word);
        var text = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (Special.Contains(word[i], StringComparison.Ordinal) || (i == 0 && word[i] == '~')) text.Append('\\');
            text.Append(word[i]);
        }
        return text.ToString();
    }

    private static string Quoted(string word) => string.Join("\\'", word.Split('\'').Select(part =>
        part.Length == 0 ? "" : $"'{part}'"));
}
