using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>
/// aws:iam/accessKey:AccessKey. IAM tells the secret once, when the key is made; afterwards only the state has it.
/// </summary>
internal sealed class AccessKeyResource(Func<int, byte[]> randomBytes) : IamResource(randomBytes)
{
    public override ImmutableArray<SchemaProperty> Schema { get; } =
        [new("status") { Default = new PropertyString("Active") }, new("user") { Replaces = true }];

    public override ImmutableArray<string> Computed { get; } =
    [
        "createDate", "encryptedSecret", "encryptedSesSmtpPasswordV4", "keyFingerprint", "secret", "sesSmtpPasswordV4",
    ];

    public override CheckResult Check(ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs)
    {
        var failures = Required(newInputs, "user").ToList();
        if (newInputs.Text("pgpKey") is { Length: > 0 })
        {
            failures.Add(new CheckFailure(
                "pgpKey", "'pgpKey' needs the Pulumi CLI: here the secret is encrypted with the state's own key"));
        }
        if (newInputs.Text("status") is { } status and not ("Active" or "Inactive"))
        {
            failures.Add(new CheckFailure(
                "status", $"expected status to be one of [\"Active\" \"Inactive\"], got {status}"));
        }
        return new CheckResult(SchemaDefaults.Apply(Schema, newInputs), [.. failures]);
    }

    public override Task<CreateResult> CreateAsync(
        S3Connection store, PropertyMap inputs, IProviderLog log, CancellationToken cancellation)
    {
        var user = inputs.Text("user") ?? "";
        return RunAsync($"creating IAM Access Key ({user})", async () =>
        {
            var answer = await store.Iam.CallAsync("CreateAccessKey", [With("UserName", user)], cancellation);
            var key = answer.At("CreateAccessKeyResult", "AccessKey");
            var (id, secret) = (key.Text("AccessKeyId"), key.Text("SecretAccessKey"));
            var status = inputs.Text("status") ?? "Active";
            var outputs = new PropertyMapBuilder()
                .Set("createDate", key.Text("CreateDate"))
                .Set("id", id)
                .Set("secret", secret)
                .Set("sesSmtpPasswordV4", SmtpPassword(secret, store.Region))
                .Set("status", status)
                .Set("user", user).Build();
            try
            {
                if (status != "Active") await SetStatusAsync(store, user, id, status, cancellation);
            }
            catch (IamException exception)
            {
                // The key is there, and its secret is told only once.
                throw new PartialFailureException(exception.Message, id, outputs, [exception.Message]);
            }
            return new CreateResult(id, outputs);
        });
    }

    public override Task<ReadResult?> ReadAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation) =>
        FindAsync($"reading IAM Access Key ({id})", async () =>
        {
            var answer = await store.Iam.CallAsync(
                "ListAccessKeys", [With("UserName", inputs.Text("user"))], cancellation);
            var key = answer.Items("ListAccessKeysResult", "AccessKeyMetadata")
                .FirstOrDefault(one => one.Text("AccessKeyId") == id);
            if (key is null) return null;
            var read = outputs.With("status", new PropertyString(key.Text("Status")));
            return new ReadResult(id, SchemaDrift.Adjust(Schema, inputs, read), read);
        });

    public override Task<PropertyMap> UpdateAsync(
        S3Connection store, DiffRequest request, IProviderLog log, CancellationToken cancellation) =>
        RunAsync($"updating IAM Access Key ({request.Id})", async () =>
        {
            var status = request.NewInputs.Text("status") ?? "Active";
            await SetStatusAsync(store, request.NewInputs.Text("user") ?? "", request.Id, status, cancellation);
            return request.OldOutputs.With("status", new PropertyString(status));
        });

    public override Task DeleteAsync(
        S3Connection store, string id, PropertyMap inputs, PropertyMap outputs, IProviderLog log,
        CancellationToken cancellation) =>
        RemoveAsync($"deleting IAM Access Key ({id})", () => store.Iam.CallAsync(
            "DeleteAccessKey", [With("UserName", inputs.Text("user")), With("AccessKeyId", id)], cancellation));

    private static async Task SetStatusAsync(
        S3Connection store, string user, string id, string status, CancellationToken cancellation) =>
        await store.Iam.CallAsync(
            "UpdateAccessKey", [With("UserName", user), With("AccessKeyId", id), With("Status", status)],
            cancellation);

    /// <summary>Source: Amazon SES Developer Guide, "Obtaining SES SMTP credentials by converting existing
    /// ones".</summary>
    private static string SmtpPassword(string secret, string region)
    {
        var signature = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])["11111111", region, "ses", "aws4_request", "SendRawEmail"])
        {
            signature = HMACSHA256.HashData(signature, Encoding.UTF8.GetBytes(part));
        }
        return Convert.ToBase64String([4, .. signature]);
    }
}
