using System.Globalization;
using System.Text.Json;
using Postern.Embedded.Cli.Arguments;
using Postern.Embedded.Cli.Commands.Config;
using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary><c>stack history</c>: what was done to the stack, newest first.</summary>
public sealed class StackHistoryCommand : ICommand
{
    public CommandSpec Spec { get; } = new(
        "stack history", "", "Display history for a stack",
        [
            FlagSpec.Text("stack", "The name of the stack to operate on. Defaults to the current stack", 's'),
            FlagSpec.Bool("json", "Emit output as JSON", 'j'),
            FlagSpec.Bool(
                "show-secrets", "Show secret values when listing config instead of displaying blinded values"),
            FlagSpec.Bool("full-dates", "Show full dates, instead of relative dates"),
            FlagSpec.Number("page-size", "Used with 'page' to control number of results returned"),
            FlagSpec.Number("page", "Used with 'page-size' to paginate results"),
        ], 0, "stack hist", "history");

    public Task<int> RunAsync(ParsedArguments arguments, CliContext context)
    {
        var session = StackSession.Open(context, arguments.Text("stack"));
        var size = Math.Max(0, arguments.Number("page-size") ?? 10);
        var page = Math.Max(1, arguments.Number("page") ?? 1);
        var entries = StackHistory.Read(context.Store, session.Name).Skip(size * (page - 1)).ToArray();
        if (size > 0) entries = [.. entries.Take(size)];
        if (arguments.Bool("json")) Json(context, session, entries, arguments.Bool("show-secrets"));
        else if (entries.Length == 0) context.Say("Stack has never been updated");
        foreach (var entry in entries)
        {
            if (!arguments.Bool("json")) Text(context, entry.RootElement, arguments.Bool("full-dates"));
            entry.Dispose();
        }
        return Task.FromResult(0);
    }

    private static void Text(CliContext context, JsonElement entry, bool fullDates)
    {
        var started = TimeOf(entry, "startTime");
        var took = TimeOf(entry, "endTime") - started;
        var updated = fullDates
            ? started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss +0000 UTC", CultureInfo.InvariantCulture)
            : StackText.Ago(context.Time.GetUtcNow() - started);
        context.Say($"Version: {Number(entry, "version")}");
        context.Say($"UpdateKind: {Member(entry, "kind")}");
        context.Say($"Status: {Member(entry, "result")}");
        context.Say($"Message: {Member(entry, "message")}");
        var changes = entry.TryGetProperty("resourceChanges", out var found) ? found : default;
        context.Say(
            $"+{Number(changes, "create")}-{Number(changes, "delete")}~{Number(changes, "update")} " +
            $"{Number(changes, "same")} Updated {updated} took {Took(took)}");
        if (entry.TryGetProperty("environment", out var environment))
        {
            foreach (var member in environment.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
            {
                if (member.Value.GetString() is { } text && text.Trim().Length > 0)
                    context.Say($"    {member.Name}: {text}");
            }
        }
        context.Say("");
    }

    private static void Json(CliContext context, StackSession session, JsonDocument[] entries, bool reveal)
    {
        var json = new JsonText(2).BeginArray();
        foreach (var entry in entries) Write(json, session, entry.RootElement, reveal);
        context.Say(json.EndArray().ToString());
    }

    private static void Write(JsonText json, StackSession session, JsonElement entry, bool reveal)
    {
        json.BeginObject().Name("version").Number(Number(entry, "version")).Member("kind", Member(entry, "kind"))
            .Member("startTime", Instant(entry, "startTime")).Member("message", Member(entry, "message"));
        json.Name("environment").BeginObject();
        foreach (var (name, value) in Members(entry, "environment")) json.Member(name, value.GetString() ?? "");
        json.EndObject().Name("config").BeginObject();
        foreach (var (name, value) in Members(entry, "config"))
        {
            json.Name(name);
            ConfigCommand.Write(json, session, HistoryConfig.Read(value), reveal);
        }
        json.EndObject().Member("result", Member(entry, "result")).Member("endTime", Instant(entry, "endTime"));
        json.Name("resourceChanges").BeginObject();
        foreach (var (name, value) in Members(entry, "resourceChanges")) json.Name(name).Number(value.GetInt64());
        json.EndObject().EndObject();
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => (member.Name, member.Value))
            : [];

    private static string Member(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static long Number(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static DateTimeOffset TimeOf(JsonElement entry, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(Number(entry, name));

    private static string Instant(JsonElement entry, string name) => TimeOf(entry, name).UtcDateTime
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A duration as Go prints whole seconds: "1m5s".</summary>
    private static string Took(TimeSpan took) =>
        (took.TotalHours >= 1 ? $"{(int)took.TotalHours}h" : "") +
        (took.TotalMinutes >= 1 ? $"{took.Minutes}m" : "") + $"{took.Seconds}s";
}
