using Postern.Archiver.Booting;
using Postern.Archiver.Core.Scheduling;

namespace Postern.Archiver.Scheduling;

/// <summary>When to back up and what to keep; /conf/agent.json, docs/container.md.</summary>
public sealed record AgentPlan
{
    /// <summary>Systemd's OnCalendar, in UTC.</summary>
    public required CalendarEvent Schedule { get; init; }

    /// <summary>Full backups to keep; null keeps everything.</summary>
    public required int? KeptFulls { get; init; }

    /// <summary>Deltas after a full backup; 0 makes full ones only.</summary>
    public required int DeltaMaxSteps { get; init; }

    public static AgentPlan Read(string file)
    {
        var document = PlanDocument.Load(file);
        var schedule = document.Text("schedule", "weekly");
        var fulls = document.Object("retention")?.Integer("fulls", 0);
        if (fulls is < 0) throw document.Invalid("retention", "an object with fulls from 1 on");
        return new AgentPlan
        {
            Schedule = CalendarEvent.TryParse(schedule, out var calendar)
                ? calendar
                    : throw document.Invalid("schedule", $"a calendar event as OnCalendar has them ('{schedule}')"),
            KeptFulls = fulls is > 0 ? fulls : null,
            DeltaMaxSteps = document.Integer("deltaMaxSteps", 0),
        };
    }
}
