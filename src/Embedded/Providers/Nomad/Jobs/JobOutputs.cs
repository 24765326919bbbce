using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Jobs;

/// <summary>A job's outputs: the inputs, and what GET /v1/job/ID says.</summary>
internal static class JobOutputs
{
    public static PropertyMap Build(JsonNode job, PropertyMap inputs, PropertyMap before)
    {
        var result = PropertyMapBuilder.From(inputs)
            .Set("allAtOnce", job.Flag("AllAtOnce"))
            .Set("constraints",
                job.Items("Constraints").Select(static constraint => (PropertyValue)new PropertyMapBuilder()
                .Set("ltarget", constraint.Text("LTarget")).Set("operand", constraint.Text("Operand"))
                .Set("rtarget", constraint.Text("RTarget")).Build()))
            .Set("createIndex", job.Number("CreateIndex"))
            .Set("datacenters", job.Items("Datacenters").Select(static name => name.Text()))
            .Set("id", job.Text("ID"))
            .Set("modifyIndex", Text(job.Number("JobModifyIndex")))
            .Set("name", job.Text("ID"))
            .Set("namespace", job.Text("Namespace"))
            .Set("parentId", job.Text("ParentID"))
            .Set("periodicConfigs",
                job.At("Periodic") is { } periodic ? [Periodic(periodic)] : Array.Empty<PropertyValue>())
            .Set("priority", job.Number("Priority"))
            .Set("region", job.Text("Region"))
            .Set("stable", job.Flag("Stable"))
            .Set("status", job.Text("Status"))
            .Set("statusDescription", job.Text("StatusDescription"))
            .Set("stop", job.Flag("Stop"))
            .Set("submitTime", Text(job.Number("SubmitTime")))
            .Set("taskGroups", job.Items("TaskGroups").Select(Group))
            .Set("type", job.Text("Type"))
            .Set("updateStrategies", job.At("Update") is { } update ? [Strategy(update)] : Array.Empty<PropertyValue>())
            .Set("version", job.Number("Version"));
        foreach (var name in (string[])["deploymentId", "deploymentStatus"])
        {
            if (before.TryGetValue(name, out var value)) result.Set(name, value);
        }
        return result.Build();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static PropertyMap Periodic(JsonNode periodic) => new PropertyMapBuilder()
        .Set("enabled", periodic.Flag("Enabled"))
        .Set("prohibitOverlap", periodic.Flag("ProhibitOverlap"))
        .Set("spec", periodic.Text("Spec"))
        .Set("specType", periodic.Text("SpecType"))
        .Set("timezone", periodic.Text("TimeZone")).Build();

    private static PropertyMap Strategy(JsonNode update) => new PropertyMapBuilder()
        .Set("autoRevert", update.Flag("AutoRevert"))
        .Set("canary", update.Number("Canary"))
        .Set("healthCheck", update.Text("HealthCheck"))
        .Set("healthyDeadline", update.Duration("HealthyDeadline"))
        .Set("maxParallel", update.Number("MaxParallel"))
        .Set("minHealthyTime", update.Duration("MinHealthyTime"))
        .Set("stagger", update.Duration("Stagger")).Build();

    private static PropertyValue Group(JsonNode group) => new PropertyMapBuilder()
        .Set("count", group.Number("Count"))
        .Set("meta", group.TextMembers("Meta"))
        .Set("name", group.Text("Name"))
        .Set("tasks", group.Items("Tasks").Select(Task))
        .Set("updateStrategies", group.At("Update") is { } update ? [Strategy(update)] : Array.Empty<PropertyValue>())
        .Set("volumes", group.Members("Volumes").Select(static volume => (PropertyValue)new PropertyMapBuilder()
            .Set("name", volume.Key)
            .Set("readOnly", volume.Value.Flag("ReadOnly"))
            .Set("source", volume.Value.Text("Source"))
            .Set("type", volume.Value.Text("Type")).Build()))
        .Build();

    private static PropertyValue Task(JsonNode task) => new PropertyMapBuilder()
        .Set("driver", task.Text("Driver"))
        .Set("meta", task.TextMembers("Meta"))
        .Set("name", task.Text("Name"))
        .Set("volumeMounts", task.Items("VolumeMounts").Select(static mount => (PropertyValue)new PropertyMapBuilder()
            .Set("destination", mount.Text("Destination"))
            .Set("readOnly", mount.Flag("ReadOnly"))
            .Set("volume", mount.Text("Volume")).Build()))
        .Build();
}
