using Postern.Archiver.Core.Parameters;

namespace Postern.Infra.Scenarios;

/// <summary>
/// What a scenario comes to: the parameters of postgresql.conf, the documents that the archiver reads, and the
/// command line's parameters (inside the documents). Pure data; nothing here names a container.
/// </summary>
/// <param name="Scenario">"primary" or "drill": the folder of templates.</param>
/// <param name="Parameters">postgresql.conf, in order.</param>
/// <param name="Documents">boot.json, agent.json, drill.json by file name.</param>
public sealed record ServerPlan(
    string Scenario, string Name, int Major, string User, IReadOnlyList<KeyValuePair<string, string>> Parameters,
    IReadOnlyDictionary<string, string> Documents)
{
    /// <summary>The parameters whose change needs a restart, so that their change replaces the server and others'
    /// does not.</summary>
    public IEnumerable<KeyValuePair<string, string>> RestartParameters
    {
        get
        {
            var catalog = ParameterCatalog.For(Major);
            return Parameters.Where(pair => !catalog.TryFind(pair.Key, out var parameter) || parameter.NeedsRestart);
        }
    }
}
