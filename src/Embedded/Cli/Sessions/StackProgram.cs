using Postern.Embedded.Engine.Programs;
using Postern.Embedded.Engine.Projects;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>
/// Where the project's compiled program is: <c>POSTERN_PROGRAM</c>, else what the build made of the project's
/// <c>main</c> folder in
/// <c>artifacts/bin</c>.
/// </summary>
public static class StackProgram
{
    public static IProgram Find(CliContext context)
    {
        var path = context.Environment.Program ?? Compiled(context.Project);
        if (!File.Exists(path))
            throw new ProjectFailure($"the program '{path}' is not built; run `dotnet build {context.Project.Main}`");
        return new AssemblyProgram(Path.GetFullPath(path));
    }

    private static string Compiled(ProjectFile project)
    {
        var main = Path.GetFullPath(Path.Combine(project.Folder, project.Main ?? "."));
        var projectFile = Directory.Exists(main) ? Directory.EnumerateFiles(main, "*.csproj").FirstOrDefault() : main;
        if (projectFile is null) throw new ProjectFailure($"no project file in '{main}', the 'main' of Pulumi.yaml");
        var name = Path.GetFileNameWithoutExtension(projectFile);
        var folder = Path.Combine(project.Folder, "artifacts", "bin", name);
        if (!Directory.Exists(folder))
            throw new ProjectFailure($"the program is not built; run `dotnet build {project.Main}`");
        return Directory.EnumerateFiles(folder, "*.runtimeconfig.json", SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc).First()
                .Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal);
    }
}
