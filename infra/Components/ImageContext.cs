using Postern.Infra.Rendering;
using Pulumi;
using Scriban.Runtime;

namespace Postern.Infra.Components;

/// <summary>
/// Stages a build context below artifacts/: only reproducible files with fixed modes, because a changed mode changes
/// the context's digest and would replace the database's container.
/// </summary>
public sealed class ImageContext
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    private readonly string _folder;

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    public ImageContext(string name)
    {
        _folder = Path.Combine(Deployment.Instance.RootDirectory, "artifacts", "images", name);
        Folder = $"../artifacts/images/{name}";
        MakeFolder(_folder);
    }

    /// <summary>Relative to the program's folder (`main` of Pulumi.yaml), from where the provider reads it: two
    /// checkouts of one commit declare the same image.</summary>
    public string Folder { get; }

    public string Dockerfile => $"{Folder}/Dockerfile";

    public ImageContext Template(string name, string template, ScriptObject model)
    {
        Write(name, System.Text.Encoding.UTF8.GetBytes(Templates.Render(template, model)), Plain);
        return this;
    }

    /// <summary>Every file below a folder of templates/ that is used as it is, save the Dockerfile.</summary>
    public ImageContext Sources(string folder)
    {
        foreach (var name in Templates.Below(folder).Where(name => name != "Dockerfile"))
        {
            var mode = name.EndsWith(".sh", StringComparison.Ordinal) ? Executable : Plain;
            Write(name, System.Text.Encoding.UTF8.GetBytes(Templates.Source($"{folder}/{name}")), mode);
        }
        return this;
    }

    /// <exception cref="RunException">The file is missing; the message says how to make it.</exception>
    public ImageContext Binary(string name, string source, string howToMake)
    {
        if (!File.Exists(source)) throw new RunException($"'{source}' is missing: {howToMake}");
        Write(name, File.ReadAllBytes(source), Executable);
        return this;
    }

    /// <summary>Removes what an earlier run staged and this one did not.</summary>
    public ImageContext Complete()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ToList())
        {
            if (!_files.Contains(file)) File.Delete(file);
        }
        return this;
    }

    private void Write(string name, byte[] content, UnixFileMode mode)
    {
        var path = Path.Combine(_folder, name);
        MakeFolder(Path.GetDirectoryName(path)!);
        _files.Add(path);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            // A half-written file is staged anew by the next run: its content differs.
            using var stream = File.Create(path);
            stream.Write(content);
        }
        File.SetUnixFileMode(path, mode);
    }

    private static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Executable);
    }
}
