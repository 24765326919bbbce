using System.Collections.Immutable;
using Postern.Infra.Components;
using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Pulumi;

namespace Postern.Stacks;

/// <summary>
/// A recovery drill: a copy of a primary is restored from its archive, checked and reported. It follows the primary's
/// stack, or names the archive itself, since the host that made the archive may be gone.
/// </summary>
public static class DrillStack
{
    public static IDictionary<string, object?> Declare(DrillSettings settings)
    {
        var archive = settings.Source is { } given
            ? new ArchiveAccess(Output.Create(given.Location), Output.Create(given.AccessKey), given.SecretKey)
            : Followed(settings.Follows!);
        var image = new PostgresImage("postgres", settings.Stack);
        var plan = DrillScenario.Plan(settings);
        var conf = new SettingsVolume("settings", settings.Stack.ResourcePrefix, plan, image.Id);
        var drill = new RecoveryDrill("drill", settings, plan, image, conf, archive);
        return new Dictionary<string, object?>
        {
            ["archive"] = archive.Location.Apply(location => location.Url),
            ["target"] = settings.Target.Value is { } value ? $"{settings.Target.Kind} {value}" : settings.Target.Kind,
            ["recoveredUntil"] = drill.Reported.Apply(report => report?.Member("recoveredUntil")),
            ["report"] = drill.Reported.Apply(report => report?.Members()),
        };
    }

    private static ArchiveAccess Followed(string follows)
    {
        var primary = new StackReference(follows.Contains('/') ? follows
            : $"organization/{Deployment.Instance.ProjectName}/{follows}");
        var location = primary.RequireOutput("source").Apply(source =>
        {
            var members = (ImmutableDictionary<string, object>)source;
            string? Member(string name) => members.GetValueOrDefault(name) as string;
            return new ArchiveLocation(
                Member("endpoint"), Member("region")!, Member("bucket")!, Member("prefix")!, Member("network"));
        });
        return new ArchiveAccess(location, Text(primary, "sourceAccessKey"), Text(primary, "sourceSecretKey"));
    }

    private static Output<string> Text(StackReference primary, string output) =>
        primary.RequireOutput(output).Apply(value => (string)value);
}
