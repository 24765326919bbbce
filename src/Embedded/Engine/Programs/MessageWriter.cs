using System.Text;
using Postern.Embedded.Contracts.Programs;

namespace Postern.Embedded.Engine.Programs;

/// <summary>Turns written lines into messages of the stack.</summary>
public sealed class MessageWriter(IResourceMonitor monitor) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value == '\n') Send();
            else if (value != '\r') _line.Append(value);
        }
    }

    public override void Write(string? value)
    {
        foreach (var c in value ?? "") Write(c);
    }

    /// <summary>Sends an unfinished last line.</summary>
    public override void Flush()
    {
        lock (_gate)
        {
            if (_line.Length > 0) Send();
        }
    }

    private void Send()
    {
        monitor.Log(LogSeverity.Info, _line.ToString(), null, false);
        _line.Clear();
    }
}
