using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>Shows a provider's progress under its resource.</summary>
public sealed class ProviderLog(RunContext run, string urn) : IProviderLog
{
    public void Info(string message, bool ephemeral = false) => run.Say(LogSeverity.Info, message, urn, ephemeral);

    public void Warning(string message) => run.Say(LogSeverity.Warning, message, urn);
}
