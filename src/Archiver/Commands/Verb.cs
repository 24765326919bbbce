using System.CommandLine;

namespace Postern.Archiver.Commands;

/// <summary>A verb: its --help ends with <see cref="Example"/>.</summary>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    /// <summary>One command line, or several with a line each.</summary>
    public string Example { get; } = example;
}
