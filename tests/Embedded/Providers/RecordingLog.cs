using System.Collections.Concurrent;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Tests.Embedded.Providers;

/// <summary>Keeps what a provider shows.</summary>
public sealed class RecordingLog : IProviderLog
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public void Info(string message, bool ephemeral = false) => Lines.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);
}
