namespace Postern.Archiver.Booting;

/// <summary>
/// The server's command line: what must not be overridden by a restored postgresql.auto.conf is in it.
/// </summary>
public static class ServerCommand
{
    /// <summary>Program and arguments for exec.</summary>
    public static IReadOnlyList<string> Build(
        ContainerPaths paths, BootPlan plan, string data, IEnumerable<ServerParameter> raised, IEnumerable<string> more)
    {
        var parameters = new List<ServerParameter>();
        if (!plan.ConfiguredInData)
        {
            parameters.Add(new ServerParameter("config_file", paths.ConfigFile));
            parameters.Add(new ServerParameter("hba_file", paths.HbaFile));
            if (File.Exists(paths.IdentFile)) parameters.Add(new ServerParameter("ident_file", paths.IdentFile));
        }
        parameters.AddRange(plan.Parameters);
        parameters.AddRange(raised);
        return ["postgres", "-D", data, .. ServerParameter.Arguments(parameters), .. more];
    }
}
