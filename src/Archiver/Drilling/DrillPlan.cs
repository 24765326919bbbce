using Postern.Archiver.Booting;

namespace Postern.Archiver.Drilling;

/// <summary>What to rehearse; /conf/drill.json, docs/container.md.</summary>
public sealed record DrillPlan
{
    public required int Major { get; init; }

    public required RecoveryTarget Target { get; init; }

    public required string Backup { get; init; }

    public required int DeadlineSeconds { get; init; }

    public required IReadOnlyList<DrillCheck> Checks { get; init; }

    public required IReadOnlyList<ServerParameter> Parameters { get; init; }

    public required string User { get; init; }

    /// <param name="file">The rendered plan.</param>
    /// <param name="user">The superuser when the plan names none: PGUSER.</param>
    public static DrillPlan Read(string file, string user = "postgres")
    {
        var document = PlanDocument.Load(file);
        return new DrillPlan
        {
            Major = document.Integer("major", 0),
            Target = document.Target(),
            Backup = document.Text("backup", "AUTO"),
            DeadlineSeconds = document.Integer("deadlineSeconds", 21600),
            Checks = [.. document.Objects("checks").Select(one => new DrillCheck(
                one.Text("name", one.Text("sql", "")), one.Text("database", "postgres"),
                one.OptionalText("sql") ?? throw one.Invalid("sql", "a statement"), one.Text("expect", "t")))],
            Parameters = document.Parameters("parameters"),
            User = document.Text("user", user),
        };
    }
}

/// <summary>An assertion: the first column of the first row, as text, must be <paramref name="Expect"/>.</summary>
public sealed record DrillCheck(string Name, string Database, string Sql, string Expect);
