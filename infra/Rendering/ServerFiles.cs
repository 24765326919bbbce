using System.Security.Cryptography;
using System.Text;
using Postern.Infra.Scenarios;
using Scriban.Runtime;

namespace Postern.Infra.Rendering;

/// <summary>The files of a settings volume, by name. No secrets: a preview shows their changed lines.</summary>
public static class ServerFiles
{
    public static SortedDictionary<string, string> Render(ServerPlan plan)
    {
        var model = Model(plan);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pg_hba.conf"] = Templates.Render("pg_hba.conf", model),
            ["pg_ident.conf"] = Templates.Render("pg_ident.conf", model),
            ["postgresql.conf"] = Templates.Render($"{plan.Scenario}/postgresql.conf", model),
        };
        foreach (var (name, text) in plan.Documents) files[name] = text;
        return files;
    }

    /// <summary>SHA-256 over names and texts, in hex, cut to 16 digits: enough to notice a change, short enough for a
    /// label.</summary>
    public static string Hash(IEnumerable<KeyValuePair<string, string>> files)
    {
        var text = new StringBuilder();
        foreach (var (name, content) in files) text.Append(name).Append('\0').Append(content).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static ScriptObject Model(ServerPlan plan)
    {
        var parameters = new ScriptArray();
        foreach (var (name, value) in plan.Parameters)
        {
            parameters.Add(new ScriptObject { ["name"] = name, ["value"] = ConfigurationLine.Quote(value) });
        }
        return new ScriptObject
        {
            ["name"] = plan.Name,
            ["major"] = plan.Major,
            ["user"] = plan.User,
            ["parameters"] = parameters,
        };
    }
}
