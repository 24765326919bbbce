using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>Mounts and volumes, from inputs to the engine's form and back.</summary>
internal static class MountSpec
{
    public static ImmutableArray<SchemaProperty> Members { get; } =
    [
        new("bindOptions", SchemaShape.Object) { Members = [new("propagation")] },
        new("readOnly"), new("source"), new("target"),
        new("tmpfsOptions", SchemaShape.Object) { Members = [new("mode"), new("sizeBytes")] },
        new("type"),
        new("volumeOptions", SchemaShape.Object)
        {
            Members =
            [
                new("driverName"), new("driverOptions", SchemaShape.Map),
                new("labels", SchemaShape.Set) { Members = Labels.Members }, new("noCopy"), new("subpath"),
            ],
        },
    ];

    public static JsonArray? Mounts(PropertyMap inputs)
    {
        var mounts = inputs.Maps("mounts");
        return mounts.IsEmpty ? null : [.. mounts.Select(static mount => (JsonNode?)Mount(mount))];
    }

    /// <summary>Config.Volumes, HostConfig.Binds and HostConfig.VolumesFrom of the "volumes" input.</summary>
    public static (JsonObject Volumes, JsonArray Binds, JsonArray From) Volumes(PropertyMap inputs)
    {
        var (volumes, binds, from) = (new JsonObject(), new JsonArray(), new JsonArray());
        foreach (var volume in inputs.Maps("volumes"))
        {
            if (volume.Text("fromContainer") is { Length: > 0 } container)
            {
                from.Add(container);
                continue;
            }
            var target = volume.Text("containerPath") ?? "";
            volumes[target] = new JsonObject();
            var source = volume.Text("hostPath") is { Length: > 0 } path ? path : volume.Text("volumeName") ?? "";
            if (source.Length == 0) continue;
            var mode = volume.Flag("readOnly") == true ? "ro" : "rw";
            var relabel = volume.Text("selinuxRelabel") is { Length: > 0 } label ? "," + label : "";
            binds.Add($"{source}:{target}:{mode}{relabel}");
        }
        return (volumes, binds, from);
    }

    /// <summary>The mounts that the engine reports, as inputs would give them.</summary>
    public static IEnumerable<PropertyValue> Read(JsonNode container) =>
        container.Items("HostConfig", "Mounts").Select(ReadMount);

    private static JsonObject Mount(PropertyMap mount)
    {
        var result = new JsonObject
        {
            ["Type"] = mount.Text("type"),
            ["Target"] = mount.Text("target"),
            ["Source"] = mount.Text("source") ?? "",
            ["ReadOnly"] = mount.Flag("readOnly") ?? false,
        };
        if (mount.Map("bindOptions") is { } bind && mount.Text("type") == "bind")
        {
            result["BindOptions"] = new JsonObject { ["Propagation"] = bind.Text("propagation") ?? "" };
        }
        if (mount.Map("volumeOptions") is { } volume && mount.Text("type") == "volume")
        {
            result["VolumeOptions"] = VolumeOptions(volume);
        }
        if (mount.Map("tmpfsOptions") is { } tmpfs && mount.Text("type") == "tmpfs")
        {
            result["TmpfsOptions"] = new JsonObject
            {
                ["SizeBytes"] = tmpfs.Integer("sizeBytes") ?? 0,
                ["Mode"] = tmpfs.Integer("mode") ?? 0,
            };
        }
        return result;
    }

    private static JsonObject VolumeOptions(PropertyMap volume)
    {
        var options = new JsonObject
        {
            ["NoCopy"] = volume.Flag("noCopy") ?? false,
            ["Labels"] = Labels.FromList(volume.Maps("labels")),
        };
        if (volume.Text("driverName") is { Length: > 0 } || volume.Map("driverOptions") is { Count: > 0 })
        {
            options["DriverConfig"] = new JsonObject
            {
                ["Name"] = volume.Text("driverName") ?? "",
                ["Options"] = volume.TextMap("driverOptions").ToJson(),
            };
        }
        return options;
    }

    private static PropertyMap ReadMount(JsonNode mount)
    {
        var result = new PropertyMapBuilder()
            .Set("readOnly", mount.Flag("ReadOnly"))
            .Set("source", mount.Text("Source"))
            .Set("target", mount.Text("Target"))
            .Set("type", mount.Text("Type"));
        if (mount.At("BindOptions") is { } bind)
        {
            result.Set("bindOptions", new PropertyMapBuilder().Set("propagation", bind.Text("Propagation")).Build());
        }
        if (mount.At("VolumeOptions") is { } volume)
        {
            result.Set("volumeOptions", new PropertyMapBuilder()
                .Set("driverName", volume.Text("DriverConfig", "Name"))
                .Set("driverOptions", volume.TextMembers("DriverConfig", "Options"))
                .Set("labels", Labels.ToProperties(volume.At("Labels")))
                .Set("noCopy", volume.Flag("NoCopy"))
                .Set("subpath", volume.Text("Subpath")).Build());
        }
        if (mount.At("TmpfsOptions") is { } tmpfs)
        {
            result.Set("tmpfsOptions", new PropertyMapBuilder()
                .Set("mode", tmpfs.Number("Mode")).Set("sizeBytes", tmpfs.Number("SizeBytes")).Build());
        }
        return result.Build();
    }
}
