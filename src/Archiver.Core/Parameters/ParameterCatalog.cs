using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Postern.Archiver.Core.Parameters;

/// <summary>
/// The parameters of one major version, from the tables that lie beside this file (name, context, vartype, unit of
/// pg_settings, read from running servers). Names ignore case, as PostgreSQL's do; names with a dot belong to
/// extensions and are unknown here.
/// </summary>
public sealed class ParameterCatalog
{
    private readonly FrozenDictionary<string, Parameter> _parameters;

    private ParameterCatalog(int major, FrozenDictionary<string, Parameter> parameters)
    {
        Major = major;
        _parameters = parameters;
    }

    /// <summary>The major versions with a table.</summary>
    public static IReadOnlyList<int> Majors { get; } = [15, 17, 18];

    public int Major { get; }

    public IEnumerable<string> Names => _parameters.Keys;

    /// <exception cref="ArgumentOutOfRangeException">There is no table for that version.</exception>
    public static ParameterCatalog For(int major)
    {
        using var stream = typeof(ParameterCatalog).Assembly
            .GetManifestResourceStream($"{typeof(ParameterCatalog).Namespace}.{major}.csv")
            ?? throw new ArgumentOutOfRangeException(nameof(major), major, "no parameter table for this version");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine();
        var parameters = new Dictionary<string, Parameter>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            parameters[cells[0]] = new Parameter(
                cells[0], ContextOf(cells[1]), TypeOf(cells[2]), cells[3].Length > 0 ? cells[3] : null);
        }
        return new ParameterCatalog(major, parameters.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    public bool TryFind(string name, [MaybeNullWhen(false)] out Parameter parameter) =>
        _parameters.TryGetValue(name, out parameter);

    private static ParameterContext ContextOf(string text) => text switch
    {
        "internal" => ParameterContext.Fixed,
        "postmaster" => ParameterContext.Restart,
        "sighup" => ParameterContext.Reload,
        "backend" or "superuser-backend" => ParameterContext.NewSession,
        "user" or "superuser" => ParameterContext.Session,
        _ => throw new InvalidDataException($"unknown context '{text}'"),
    };

    private static ParameterType TypeOf(string text) => text switch
    {
        "bool" => ParameterType.Bool,
        "enum" => ParameterType.Enum,
        "integer" => ParameterType.Integer,
        "real" => ParameterType.Real,
        "string" => ParameterType.String,
        _ => throw new InvalidDataException($"unknown type '{text}'"),
    };
}
