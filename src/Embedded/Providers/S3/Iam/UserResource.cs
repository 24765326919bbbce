using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>
/// aws:iam/user:User. A change of the name or the path replaces: the state's id is the name, and keeps to it.
/// </summary>
internal sealed class UserResource(Func<int, byte[]> randomBytes) : IamResource(randomBytes)
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("name") { Replaces = true, Computed = true },
        new("path") { Replaces = true, Default = new PropertyString("/") },
        new("forceDestroy") { Default = new PropertyBool(false) },
        new("permissionsBoundary"), new("tags", SchemaShape.Map),
    ];

    public override ImmutableArray<string> Computed { get; } = ["arn", "tagsAll", "uniqueId"];

    public override CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs) =>
        new(SchemaDefaults.Apply(Schema, WithName(resource, oldInputs, newInputs)), []);

    public override Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation)
    {
        var name = inputs.Text("name") ?? "";
        return RunAsync($"creating IAM User ({name})", async () =>
        {
            var answer = await store.Iam.CallAsync(
                "CreateUser",
                [
                    With("UserName", name), With("Path", inputs.Text("path")),
                    With("PermissionsBoundary", inputs.Text("permissionsBoundary")),
                    .. Tags(inputs.TextMap("tags")),
                ],
                cancellation);
            return new CreateResult(name, Outputs(answer.At("CreateUserResult", "User"), inputs));
        });
    }

    public override Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation) =>
        FindAsync($"reading IAM User ({id})", async () =>
        {
            var answer = await store.Iam.CallAsync("GetUser", [With("UserName", id)], cancellation);
            var user = answer.At("GetUserResult", "User");
            var tags = user.Items("Tags").Select(
                static tag => KeyValuePair.Create(tag.Text("Key"), tag.Text("Value"))).ToList();
            var known = PropertyMapBuilder.From(inputs).Set("tags", tags)
                .Set("permissionsBoundary", user.Text("PermissionsBoundary", "PermissionsBoundaryArn")).Build();
            var read = Outputs(user, known);
            return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
        });

    public override Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation) =>
        RunAsync($"updating IAM User ({request.Id})", async () =>
        {
            var (before, wanted) = (request.OldOutputs.TextMap("tags"), request.NewInputs.TextMap("tags"));
            var gone = before.Keys.Except(wanted.Keys).ToList();
            if (gone.Count > 0)
            {
                await store.Iam.CallAsync(
                    "UntagUser", [With("UserName", request.Id), .. Members("TagKeys", gone)], cancellation);
            }
            if (!wanted.IsEmpty)
            {
                await store.Iam.CallAsync(
                    "TagUser", [With("UserName", request.Id), .. Tags(wanted)], cancellation);
            }
            var boundary = request.NewInputs.Text("permissionsBoundary") ?? "";
            if (boundary != (request.OldOutputs.Text("permissionsBoundary") ?? ""))
            {
                await store.Iam.CallAsync(
                    boundary.Length > 0 ? "PutUserPermissionsBoundary" : "DeleteUserPermissionsBoundary",
                    [
                        With("UserName", request.Id),
                        With("PermissionsBoundary", boundary.Length > 0 ? boundary : null),
                    ],
                    cancellation);
            }
            var answer = await store.Iam.CallAsync("GetUser", [With("UserName", request.Id)], cancellation);
            return Outputs(answer.At("GetUserResult", "User"), request.NewInputs);
        });

    public override Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation) =>
        RemoveAsync($"deleting IAM User ({id})", async () =>
        {
            if (inputs.Flag("forceDestroy") == true) await EmptyAsync(store, id, cancellation);
            await store.Iam.CallAsync("DeleteUser", [With("UserName", id)], cancellation);
        });

    // What IAM wants gone before the user, of what this package makes.
    private static async Task EmptyAsync(S3Connection store, string user, CancellationToken cancellation)
    {
        var keys = await store.Iam.CallAsync("ListAccessKeys", [With("UserName", user)], cancellation);
        foreach (var key in keys.Items("ListAccessKeysResult", "AccessKeyMetadata"))
        {
            await store.Iam.CallAsync(
                "DeleteAccessKey", [With("UserName", user), With("AccessKeyId", key.Text("AccessKeyId"))],
                cancellation);
        }
        var policies = await store.Iam.CallAsync("ListUserPolicies", [With("UserName", user)], cancellation);
        foreach (var policy in policies.Items("ListUserPoliciesResult", "PolicyNames"))
        {
            await store.Iam.CallAsync(
                "DeleteUserPolicy", [With("UserName", user), With("PolicyName", policy.Value)], cancellation);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Tags(
        ImmutableSortedDictionary<string, string> tags) => tags.SelectMany(static (tag, index) =>
        (KeyValuePair<string, string?>[])
        [With($"Tags.member.{Number(index)}.Key", tag.Key), With($"Tags.member.{Number(index)}.Value", tag.Value)]);

    private static IEnumerable<KeyValuePair<string, string?>> Members(string name, IEnumerable<string> values) =>
        values.Select((value, index) => With($"{name}.member.{Number(index)}", value));

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static PropertyMap Outputs(XElement? user, PropertyMap inputs) => new PropertyMapBuilder()
        .Set("arn", user.Text("Arn"))
        .Set("forceDestroy", inputs.Flag("forceDestroy") ?? false)
        .Set("id", user.Text("UserName"))
        .Set("name", user.Text("UserName"))
        .Set("path", user.Text("Path"))
        .Set("permissionsBoundary", inputs.Text("permissionsBoundary") ?? "")
        .Set("tags", inputs.TextMap("tags"))
        .Set("tagsAll", inputs.TextMap("tags"))
        .Set("uniqueId", user.Text("UserId"))
        .Build();
}
