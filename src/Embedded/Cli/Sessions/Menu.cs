using System.Collections.Immutable;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>
/// A question with a few answers, as the Pulumi CLI asks it: arrows move, typed letters leave the answers that have
/// them, Enter takes one. Where keys do not come one by one, a line is read. An interrupt is a "no".
/// </summary>
public sealed class Menu(CliContext context, string question, ImmutableArray<string> answers, int preset)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private string _typed = "";
    private int _at;
    private int _drawn;

    public async Task<string> AskAsync()
    {
        (_typed, _at, _drawn) = ("", preset, 0);
        if (context.NextKey is null) return ReadLine();
        Draw();
        try
        {
            while (true)
            {
                var key = context.NextKey();
                if (key is null) await Task.Delay(Pause, context.Stop);
                else if (key.Value.Key == ConsoleKey.Enter && Left is { Length: > 0 } left) return End(left[_at]);
                else Take(key.Value);
            }
        }
        catch (OperationCanceledException)
        {
            return End("no");
        }
    }

    private string[] Left =>
        [.. answers.Where(answer => answer.Contains(_typed, StringComparison.OrdinalIgnoreCase))];

    private string ReadLine()
    {
        context.Output.Write($"{question} ({string.Join('/', answers)}) ");
        context.Output.Flush();
        var line = context.Input.ReadLine()?.Trim() ?? "";
        return answers.FirstOrDefault(answer => answer == line || (line == "y" && answer == "yes")) ?? "no";
    }

    private void Take(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.UpArrow:
                _at--;
                break;
            case ConsoleKey.DownArrow:
                _at++;
                break;
            case ConsoleKey.Backspace when _typed.Length > 0:
                (_typed, _at) = (_typed[..^1], 0);
                break;
            default:
                if (!char.IsControl(key.KeyChar)) (_typed, _at) = (_typed + key.KeyChar, 0);
                break;
        }
        var count = Math.Max(1, Left.Length);
        _at = (_at + count) % count;
        Draw();
    }

    private void Draw()
    {
        Clear();
        var left = Left;
        context.Output.Write($"{Head} {_typed} [Use arrows to move, type to filter]\n");
        for (var i = 0; i < left.Length; i++)
            context.Output.Write((i == _at ? context.Ink.Paint(10, ">") : " ") + $" {left[i]}\n");
        context.Output.Flush();
        _drawn = left.Length + 1;
    }

    private string End(string answer)
    {
        Clear();
        context.Output.Write($"{Head} {answer}\n");
        return answer;
    }

    private string Head => context.Ink.Bold(context.Ink.Paint(6, question));

    private void Clear()
    {
        if (_drawn > 0) context.Output.Write($"\e[{_drawn}A\r\e[J");
    }
}
