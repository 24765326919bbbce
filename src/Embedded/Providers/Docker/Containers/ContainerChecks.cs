using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// What is wrong with a container's inputs, in the official provider's words (validators.go). Unknown values pass.
/// </summary>
internal static class ContainerChecks
{
    private static readonly string[] Durations = ["interval", "timeout", "startPeriod", "startInterval"];

    private static readonly string[] NotOffered = ["gpus", "deviceRequests"];

    private static readonly (string Name, long Least)[] Integers =
    [
        ("memory", 0), ("memoryReservation", 0), ("memorySwap", -1), ("shmSize", 0), ("cpuShares", 0), ("cpuPeriod", 0),
        ("cpuQuota", 0),
    ];

    public static ImmutableArray<CheckFailure> Run(PropertyMap inputs, string workingFolder) =>
    [
        .. Required(inputs), .. Patterns(inputs), .. Numbers(inputs), .. Healthcheck(inputs), .. Uploads(inputs),
        .. UploadArchive.Check(inputs, workingFolder), .. Mounts(inputs), .. Volumes(inputs), .. Unsupported(inputs),
    ];

    private static IEnumerable<CheckFailure> Required(PropertyMap inputs)
    {
        if (!inputs.IsUnknown("image") && string.IsNullOrEmpty(inputs.Text("image")))
        {
            yield return new CheckFailure(
                "image", "Missing required argument. The argument \"image\" is required, but no definition was found.");
        }
        for (var index = 0; index < inputs.Items("command").Length; index++)
        {
            if (inputs.Items("command")[index].Plain is PropertyString { Value: "" })
            {
                yield return new CheckFailure($"command[{index}]", "values for command may not be empty");
            }
        }
    }

    private static IEnumerable<CheckFailure> Patterns(PropertyMap inputs) =>
    [
        .. Match("restart", inputs.Text("restart"), "^(no|on-failure|always|unless-stopped)$"),
        .. Match("cpuSet", inputs.Text("cpuSet") is { Length: > 0 } set ? set : null, @"^\d+([,-]\d+)*$"),
        .. inputs.Text("cpus") is { Length: > 0 } cpus
            && !decimal.TryParse(cpus, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? [new CheckFailure("cpus", $"failed to parse \"{cpus}\" as a rational number")]
            : Array.Empty<CheckFailure>(),
    ];

    private static IEnumerable<CheckFailure> Numbers(PropertyMap inputs) => Integers
        .Where(rule => inputs.Integer(rule.Name) < rule.Least)
        .Select(rule =>
            new CheckFailure(rule.Name, $"'{inputs.Integer(rule.Name)}' cannot be lower than {rule.Least}"));

    private static IEnumerable<CheckFailure> Healthcheck(PropertyMap inputs)
    {
        if (inputs.Map("healthcheck") is not { } healthcheck) yield break;
        foreach (var name in Durations)
        {
            if (healthcheck.Text(name) is not { } text) continue;
            var reason = GoDuration.Parse(text) switch
            {
                null => $"'{text}' is not a valid duration",
                < 0 => $"'{text}' duration must not be negative",
                _ => null,
            };
            if (reason is not null) yield return new CheckFailure($"healthcheck.{name}", reason);
        }
        if (healthcheck.Integer("retries") is < 0 and var retries)
        {
            yield return new CheckFailure("healthcheck.retries", $"'{retries}' cannot be lower than 0");
        }
    }

    private static IEnumerable<CheckFailure> Uploads(PropertyMap inputs)
    {
        var uploads = inputs.Maps("uploads");
        for (var index = 0; index < uploads.Length; index++)
        {
            var permissions = uploads[index].Text("permissions") is { Length: > 0 } text ? text : null;
            foreach (var failure in Match($"uploads[{index}].permissions", permissions, "^0[0-7]{3}$"))
            {
                yield return failure;
            }
            // Without the value itself: it may be a secret.
            if (uploads[index].Text("contentBase64") is { Length: > 0 } encoded && !IsBase64(encoded))
            {
                yield return new CheckFailure(
                    $"uploads[{index}].contentBase64", "the content is not base64 decodeable");
            }
        }
    }

    private static IEnumerable<CheckFailure> Mounts(PropertyMap inputs)
    {
        var mounts = inputs.Maps("mounts");
        for (var index = 0; index < mounts.Length; index++)
        {
            foreach (var failure in Match($"mounts[{index}].type", mounts[index].Text("type"), "^(bind|volume|tmpfs)$"))
            {
                yield return failure;
            }
            if (mounts[index].Map("volumeOptions")?.Text("subpath") is { Length: > 0 })
            {
                yield return new CheckFailure(
                    $"mounts[{index}].volumeOptions.subpath",
                    "Setting VolumeOptions.Subpath requires docker version 1.45 or higher");
            }
        }
    }

    private static IEnumerable<CheckFailure> Volumes(PropertyMap inputs)
    {
        var volumes = inputs.Maps("volumes");
        for (var index = 0; index < volumes.Length; index++)
        {
            var volume = volumes[index];
            if (volume.HasUnknown()) continue;
            var from = !string.IsNullOrEmpty(volume.Text("fromContainer"));
            var target = !string.IsNullOrEmpty(volume.Text("containerPath"));
            if (from == target)
            {
                yield return new CheckFailure($"volumes[{index}]", from
                    ? "both a container and a path specified in a volume entry"
                    : "volume entry without container path or source container");
            }
            if (volume.Text("hostPath") is { Length: > 0 } path && path[0] != '/')
            {
                yield return new CheckFailure($"volumes[{index}].hostPath", $"'{path}' must be an absolute path");
            }
        }
    }

    private static IEnumerable<CheckFailure> Unsupported(PropertyMap inputs) =>
        NotOffered
            .Where(name =>
                inputs.TryGetValue(name, out var value) && value is not (PropertyNull or PropertyString { Value: "" }))
            .Select(static name =>
                new CheckFailure(name, $"'{name}' needs the Pulumi CLI: the embedded engine does not offer it"));

    private static IEnumerable<CheckFailure> Match(string property, string? value, string pattern) =>
        value is null || (!value.EndsWith('\n') && Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant))
            ? []
            : [new CheckFailure(property, $"'{value}' doesn't match the pattern '{pattern}'")];

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
