using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Projects;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Config;

/// <summary><c>config</c>: all settings of the stack.</summary>
public sealed class ConfigCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "config", "", "Manage configuration",
        [
            ConfigKeys.StackFlag,
            FlagSpec.Bool("json", "Emit output as JSON", 'j'),
            FlagSpec.Bool(
                "show-secrets", "Show secret values when listing config instead of displaying blinded values"),
        ], 0, "config ls");

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"), mayBeNew: true);
        var reveal = arguments.Bool("show-secrets");
        var settings = session.File.Config
            .Select(entry => (Key: context.Project.QualifiedKey(entry.Key), entry.Value))
            .Concat(context.Project.Schema
                .Where(entry => entry.Value.Default is not null
                    && ConfigKeys.Find(context, session.File, entry.Key) is null)
                .Select(entry => (entry.Key, Value: entry.Value.Default!)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        if (arguments.Bool("json")) Json(context, session, settings, reveal);
        else Table(context, session, settings, reveal);
        return Task.FromResult(0);
    }

    private static void Table(
        CliContext context, StackSession session, (string Key, ConfigNode Value)[] settings, bool reveal)
    {
        var width = settings.Select(entry => ConfigKeys.Shown(context, entry.Key).Length).Append("KEY".Length).Max();
        context.Say("KEY".PadRight(width) + "  VALUE");
        foreach (var (key, value) in settings)
        {
            var text = value.HasSecret && !reveal
                ? value is ConfigSecret ? "[secret]" : ConfigJson.ValueText(value, _ => "[secret]")
                : ConfigJson.ValueText(value, session.Reveal);
            context.Say($"{ConfigKeys.Shown(context, key).PadRight(width)}  {text}");
        }
    }

    private static void Json(
        CliContext context, StackSession session, (string Key, ConfigNode Value)[] settings, bool reveal)
    {
        var json = new JsonText(2).BeginObject();
        foreach (var (key, value) in settings)
        {
            json.Name(key);
            Write(json, session, value, reveal);
        }
        context.Say(json.EndObject().ToString());
    }

    /// <summary>One setting as <c>config --json</c> has it; a secret has no value unless it is to be shown.</summary>
    public static void Write(JsonText json, StackSession session, ConfigNode value, bool reveal)
    {
        json.BeginObject();
        if (reveal || !value.HasSecret)
        {
            json.Member("value", ConfigJson.ValueText(value, session.Reveal));
            if (value is ConfigObject or ConfigList)
            {
                json.Name("objectValue");
                ConfigJson.Write(json, value, (text, secret) => text.String(session.Reveal(secret)));
            }
        }
        json.Name("secret").Bool(value.HasSecret).EndObject();
    }
}
