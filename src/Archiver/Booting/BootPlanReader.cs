using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>
/// The plan of /conf/boot.json, or the one that the official image's environment variables stand for.
/// </summary>
public static class BootPlanReader
{
    public static BootPlan Read(ContainerPaths paths)
    {
        var document = PlanDocument.Load(paths.BootPlanFile);
        var major = document.Integer("major", 0);
        if (major is < 13 or > 99) throw document.Invalid("major", "a PostgreSQL major version");
        return new BootPlan
        {
            Scenario = document.Choice("scenario", "primary", "primary", "standby", "drill"),
            Major = major,
            Provision = document.Choice("provision", "initdb", "initdb", "restore", "fetch"),
            Backup = document.Text("backup", "LATEST"),
            Target = document.Target(),
            Signal = document.Choice("signal", "none", "none", "standby", "recovery"),
            Parameters = document.Parameters("parameters"),
            Database = document.Text("database", "postgres"),
            User = document.Text("user", "postgres"),
            InitdbArguments = document.Texts("initdbArgs"),
            FetchTimeoutSeconds = document.Integer("fetchTimeoutSeconds", 21600),
            PasswordFile = File.Exists(paths.PasswordFile) ? paths.PasswordFile : null,
        };
    }

    /// <summary>
    /// The official image's contract: POSTGRES_USER, POSTGRES_PASSWORD[_FILE], POSTGRES_DB, POSTGRES_INITDB_ARGS and
    /// POSTGRES_HOST_AUTH_METHOD. A password given as a variable is written to the secrets folder for initdb.
    /// </summary>
    /// <exception cref="ArchiverException">SettingMissing: neither a password nor "trust", and no PGDATA
    /// yet.</exception>
    public static BootPlan FromEnvironment(
        IReadOnlyDictionary<string, string> environment, ContainerPaths paths, int major, bool hasData)
    {
        string? Get(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        var user = Get("POSTGRES_USER") ?? "postgres";
        if (Get("POSTGRES_PASSWORD") is not null && Get("POSTGRES_PASSWORD_FILE") is not null)
            throw new ArchiverException(
                FailureCode.SettingInvalid, "POSTGRES_PASSWORD and POSTGRES_PASSWORD_FILE are both set",
                    "set one of them.");
        if (!hasData && Get("POSTGRES_PASSWORD") is null && Get("POSTGRES_PASSWORD_FILE") is null
            && Get("POSTGRES_HOST_AUTH_METHOD") != "trust" && !File.Exists(paths.PasswordFile))
            throw new ArchiverException(
                FailureCode.SettingMissing, "there is no password for the superuser",
                "set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, or mount a settings volume at /conf.");
        return new BootPlan
        {
            Scenario = "primary",
            Major = major,
            Provision = "initdb",
            Database = Get("POSTGRES_DB") ?? user,
            User = user,
            InitdbArguments = (Get("POSTGRES_INITDB_ARGS") ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Archives = false,
            ConfiguredInData = true,
            PasswordFile = Get("POSTGRES_PASSWORD_FILE")
                ?? (File.Exists(paths.PasswordFile) ? paths.PasswordFile : null),
        };
    }
}
