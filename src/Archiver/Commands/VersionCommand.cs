using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Postern.Archiver.Commands;

/// <summary>version, and --version: which build this is, and which layout it reads and writes.</summary>
internal static class VersionCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb("version", "Prints the version.", "archiver version");
        host.Handle(verb, context =>
        {
            context.Output.Answer.WriteLine(Text());
            return Task.CompletedTask;
        });
        return verb;
    }

    public static string Text()
    {
        var version = typeof(VersionCommand).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return $"archiver {version} (PostgreSQL; WAL-G layout 005)";
    }

    public sealed class Print(CommandHost host) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            host.Output.Answer.WriteLine(Text());
            return 0;
        }
    }
}
