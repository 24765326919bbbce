using System.CommandLine;

namespace Postern.Archiver.Commands;

/// <summary>completion: a script for the shell, which asks this binary for what may follow.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _archiver() {
            local word="${COMP_WORDS[COMP_CWORD]}"
            COMPREPLY=($(compgen -W "$("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
            [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
        }
        complete -F _archiver archiver
        """;

    private const string Zsh = """
        #compdef archiver
        _archiver() {
            local -a words_found
            words_found=("${(@f)$(archiver "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            if (( ${#words_found} )); then compadd -- $words_found; else _files; fi
        }
        compdef _archiver archiver
        """;

    public static Command Create(CommandHost host)
    {
        var shell = new Argument<string>("shell") { Description = "bash or zsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var verb = new Verb(
            "completion", "Prints a completion script for the shell.", "source <(archiver completion bash)") { shell };
        host.Handle(verb, context =>
        {
            context.Output.Answer.WriteLine(context.Arguments.GetValue(shell) == "zsh" ? Zsh : Bash);
            return Task.CompletedTask;
        });
        return verb;
    }
}
