using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.S3.Buckets;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>aws:iam/userPolicy:UserPolicy: a policy inside a user. Its id is "user:name".</summary>
internal sealed class UserPolicyResource(Func<int, byte[]> randomBytes) : IamResource(randomBytes)
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("name") { Replaces = true, Computed = true }, new("namePrefix") { Replaces = true, Computed = true },
        new("policy") { Canonical = PolicyText.Canonical }, new("user") { Replaces = true },
    ];

    public override ImmutableArray<string> Computed { get; } = ["namePrefix"];

    public override CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs) =>
        new(WithName(resource, oldInputs, newInputs), [.. Required(newInputs, "user", "policy")]);

    public override async Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation)
    {
        var (user, name) = (inputs.Text("user") ?? "", inputs.Text("name") ?? "");
        await RunAsync($"putting IAM User Policy ({user}:{name})", () => store.Iam.CallAsync(
            "PutUserPolicy",
            [With("UserName", user), With("PolicyName", name), With("PolicyDocument", inputs.Text("policy"))],
            cancellation));
        return new CreateResult($"{user}:{name}", Outputs(inputs, inputs.Text("policy") ?? ""));
    }

    public override Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation) =>
        FindAsync($"reading IAM User Policy ({id})", async () =>
        {
            var answer = await store.Iam.CallAsync(
                "GetUserPolicy",
                [With("UserName", inputs.Text("user")), With("PolicyName", inputs.Text("name"))], cancellation);
            var read = Outputs(
                inputs, Uri.UnescapeDataString(answer.Text("GetUserPolicyResult", "PolicyDocument")));
            return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
        });

    public override async Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation) =>
        (await CreateAsync(store, request.NewInputs, log, cancellation)).Outputs;

    public override Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation) =>
        RemoveAsync($"deleting IAM User Policy ({id})", () => store.Iam.CallAsync(
            "DeleteUserPolicy", [With("UserName", inputs.Text("user")), With("PolicyName", inputs.Text("name"))],
            cancellation));

    private static PropertyMap Outputs(PropertyMap inputs, string policy) => new PropertyMapBuilder()
        .Set("id", $"{inputs.Text("user")}:{inputs.Text("name")}")
        .Set("name", inputs.Text("name"))
        .Set("namePrefix", inputs.Text("namePrefix") ?? "")
        .Set("policy", policy)
        .Set("user", inputs.Text("user"))
        .Build();
}
