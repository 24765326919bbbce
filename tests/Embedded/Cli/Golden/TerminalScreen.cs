using System.Globalization;
using System.Text;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>What a terminal shows after a text with cursor movements. Only as much of ECMA-48 as the displays
/// use.</summary>
public sealed class TerminalScreen(int columns)
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    /// <summary>The lines without trailing blanks and trailing empty lines.</summary>
    public static string Of(string written, int columns)
    {
        var screen = new TerminalScreen(columns);
        screen.Write(written);
        return string.Join("\n", screen._lines.Select(line => line.ToString().TrimEnd())).TrimEnd('\n') + "\n";
    }

    private void Write(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    MoveTo(_row + 1, 0);
                    break;
                case '\r':
                    _column = 0;
                    break;
                case '\t':
                    _column += 8 - (_column % 8);
                    break;
                case '\e' when text[i + 1] == '[':
                    var end = i + 2;
                    while (!char.IsAsciiLetter(text[end])) end++;
                    Control(text[(i + 2)..end], text[end]);
                    i = end;
                    break;
                case '\e':
                    i++;
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private void Control(string arguments, char command)
    {
        var count = int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        switch (command)
        {
            case 'A': MoveTo(Math.Max(0, _row - Math.Max(1, count)), _column); break;
            case 'B': MoveTo(_row + Math.Max(1, count), _column); break;
            case 'G': _column = Math.Max(0, count - 1); break;
            case 'J': Erase(); break;
            case 'K' when count == 2: _lines[_row].Clear(); break;
            case 'K': _lines[_row].Length = Math.Min(_lines[_row].Length, _column); break;
        }
    }

    private void Erase()
    {
        _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
        _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
    }

    private void Put(char c)
    {
        if (_column == columns) MoveTo(_row + 1, 0);
        var line = _lines[_row];
        if (line.Length <= _column) line.Append(' ', _column - line.Length + 1);
        line[_column++] = c;
    }

    private void MoveTo(int row, int column)
    {
        (_row, _column) = (row, column);
        while (_lines.Count <= _row) _lines.Add(new StringBuilder());
    }
}
