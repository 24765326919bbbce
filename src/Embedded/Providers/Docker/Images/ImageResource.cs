using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// docker:index/image:Image: an image that this stack builds. It is compared by its inputs alone, which hold the
/// context's digest; a change is an update, and every container that refers to repoDigest follows. Deleting the
/// resource leaves the image.
/// </summary>
internal sealed class ImageResource(string workingFolder) : IDockerResource
{
    private const string KeptInputs = "__inputs";

    public CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        if (!newInputs.IsUnknown("imageName") && string.IsNullOrEmpty(newInputs.Text("imageName")))
        {
            failures.Add(new CheckFailure("imageName", "missing required property 'imageName'"));
        }
        if (!newInputs.IsUnknown("skipPush") && newInputs.Flag("skipPush") != true)
        {
            failures.Add(new CheckFailure(
                "skipPush", "pushing needs the Pulumi CLI: with the embedded engine give 'skipPush: true'"));
        }
        var inputs = newInputs.With("buildOnPreview", new PropertyBool(newInputs.Flag("buildOnPreview") ?? false));
        if (!newInputs.TryGetValue("build", out var given) || given is PropertyMap or PropertyNull)
        {
            inputs = inputs.With("build", CheckBuild(given as PropertyMap ?? PropertyMap.Empty, failures));
        }
        return new CheckResult(inputs, failures.ToImmutable());
    }

    public DiffResult Diff(DiffRequest request)
    {
        var old = request.OldOutputs.Map(KeptInputs) ?? request.OldInputs;
        var details = ImmutableSortedDictionary.CreateBuilder<string, DiffKind>(StringComparer.Ordinal);
        foreach (var name in old.Keys.Union(request.NewInputs.Keys, StringComparer.Ordinal))
        {
            if (PropertyPath.IsIgnored(name, request.IgnoreChanges)) continue;
            var (before, after) = (Find(old, name), Find(request.NewInputs, name));
            if (before is null && after is not null) details[name] = DiffKind.Add;
            else if (before is not null && after is null) details[name] = DiffKind.Delete;
            else if (before is not null && after is not null && !Same(name, before, after))
            {
                details[name] = DiffKind.Update;
            }
        }
        return new DiffResult(details.Count > 0, details.ToImmutable(), [], DeleteBeforeReplace: false);
    }

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        DockerClient docker, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<CheckFailure>.Empty);

    public bool ActsInPreview(PropertyMap inputs) => inputs.Flag("buildOnPreview") == true && !inputs.HasUnknown();

    public PropertyMap Foresee(PropertyMap inputs) =>
        Outputs(inputs).Set("repoDigest", PropertyUnknown.Instance).Build();

    public PropertyMap ForeseeUpdate(DiffRequest request) => Foresee(request.NewInputs);

    public async Task<CreateResult> CreateAsync(
        DockerClient docker, PropertyMap inputs, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation)
    {
        var id = await new ImageBuild(docker, workingFolder, log).RunAsync(inputs, cancellation);
        return new CreateResult(inputs.Text("imageName") ?? "", Outputs(inputs).Set("repoDigest", id).Build());
    }

    /// <summary>
    /// The state as it is; null when the image is gone, so that it is built again before a container needs it.
    /// </summary>
    public async Task<ReadResult?> ReadAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        var digest = outputs.Text("repoDigest") is { Length: > 0 } known ? known : id;
        var image = await docker.FindAsync($"images/{ImageReference.EscapePath(digest)}/json", cancellation);
        return image is null ? null : new ReadResult(id, inputs, outputs);
    }

    public async Task<PropertyMap> UpdateAsync(
        DockerClient docker, DiffRequest request, double? timeoutSeconds, IProviderLog log,
        CancellationToken cancellation) =>
        (await CreateAsync(docker, request.NewInputs, timeoutSeconds, log, cancellation)).Outputs;

    public Task DeleteAsync(
        DockerClient docker, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation) => Task.CompletedTask;

    private PropertyMap CheckBuild(PropertyMap given, ImmutableArray<CheckFailure>.Builder failures)
    {
        var build = given;
        if (!build.IsUnknown("context"))
        {
            build = build.With("context", new PropertyString(build.Text("context") ?? "."));
        }
        if (!build.IsUnknown("dockerfile"))
        {
            var context = build.Text("context") ?? "";
            var standard = context is "." or "" ? "Dockerfile" : context.TrimEnd('/') + "/Dockerfile";
            build = build.With("dockerfile", new PropertyString(build.Text("dockerfile") ?? standard));
        }
        if (!build.IsUnknown("platform") && string.IsNullOrEmpty(build.Text("platform")))
        {
            build = build.With("platform", new PropertyString("linux/" + HostArchitecture));
        }
        if (build.IsUnknown("context") || build.IsUnknown("dockerfile")) return build;
        var (folder, dockerfile) = (build.Text("context") ?? ".", build.Text("dockerfile") ?? "Dockerfile");
        if (CheckFiles(folder, dockerfile) is { } reason)
        {
            failures.Add(new CheckFailure("build", reason));
            return build;
        }
        try
        {
            return build.With(
                "contextDigest", new PropertyString(
                    ContextDigest.Compute(new BuildContext(folder, dockerfile, workingFolder))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add(new CheckFailure("build.context", $"unable to hash build context: {exception.Message}"));
            return build;
        }
    }

    private string? CheckFiles(string folder, string dockerfile)
    {
        if (!Directory.Exists(Path.GetFullPath(folder, workingFolder)))
        {
            return $"unable to hash build context: lstat {folder}: no such file or directory";
        }
        if (File.Exists(Path.GetFullPath(dockerfile, workingFolder))) return null;
        var missing = $"could not open dockerfile at relative path \"{dockerfile}\"";
        var inside = Path.Combine(folder, dockerfile);
        return File.Exists(Path.GetFullPath(inside, workingFolder))
            ? $"{missing}. Try setting `dockerfile` to \"{inside}\""
            : $"{missing}: stat {dockerfile}: no such file or directory";
    }

    private static string HostArchitecture => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };

    private PropertyMapBuilder Outputs(PropertyMap inputs)
    {
        var build = inputs.Map("build") ?? PropertyMap.Empty;
        var context = new BuildContext(
            build.Text("context") ?? ".", build.Text("dockerfile") ?? "Dockerfile", workingFolder);
        var name = inputs.TryGetValue("imageName", out var given) ? given : PropertyNull.Instance;
        return new PropertyMapBuilder()
            .Set(KeptInputs, new PropertySecret(inputs))
            .Set("baseImageName", name)
            .Set("context", context.Folder)
            .Set("dockerfile", context.RelativeDockerfile)
            .Set("imageName", name)
            .Set("platform", build.Text("platform"))
            .Set("registryServer", inputs.Map("registry")?.Text("server") ?? "");
    }

    private static PropertyValue? Find(PropertyMap map, string name) =>
        map.TryGetValue(name, out var value) && value.Plain is not PropertyNull ? value.Plain : null;

    // Credentials change often, and a new one is no reason to build.
    private static bool Same(string name, PropertyValue before, PropertyValue after) =>
        name == "registry" && before is PropertyMap old && after is PropertyMap wanted
            ? old.Text("server") == wanted.Text("server")
            : !after.HasUnknown() && before.Equals(after);
}
