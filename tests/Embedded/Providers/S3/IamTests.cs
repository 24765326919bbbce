using System.Security.Cryptography;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.S3;
using Xunit;

namespace Postern.Tests.Embedded.Providers.S3;

/// <summary>Users, keys and policies against a server that answers as IAM's API reference shows.</summary>
public sealed class IamTests : IDisposable
{
    private const string Namespace = "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"";

    private readonly LoopbackServer _iam = new();

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task A_user_is_made_seen_unchanged_tagged_and_removed_by_signed_requests()
    {
        using var provider = await ProviderAsync();
        Answer(200, "CreateUserResponse", $"<CreateUserResult>{User("")}</CreateUserResult>");
        var user = new ProviderSession(provider, "aws:iam/user:User", "archiver");
        var inputs = Property.Map("""{"name":"archiver","path":"/postern/"}""");
        var outputs = await user.CreateAsync(inputs);
        Assert.Equal(
            ("archiver", "arn:aws:iam::1:user/postern/archiver", "AIDA1"),
            (user.Id, outputs.Text("arn"), outputs.Text("uniqueId")));
        Assert.Equal(
            "Action=CreateUser&Version=2010-05-08&UserName=archiver&Path=%2Fpostern%2F", _iam.Bodies.Last());
        Assert.Matches(
            "^AWS4-HMAC-SHA256 Credential=AKIA/[0-9]{8}/eu-west-1/iam/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$",
            _iam.Headers.Last().Headers["Authorization"]);

        Answer(200, "GetUserResponse", $"<GetUserResult>{User("")}</GetUserResult>");
        await user.AssertQuietAsync(inputs);
        Answer(200, "GetUserResponse", $"<GetUserResult>{User("web")}</GetUserResult>");
        Assert.True(await user.RefreshAsync());
        var diff = await user.DiffAsync(inputs.With("tags", Property.Map("""{"team":"db"}""")));
        Assert.Equal([("tags.team", DiffKind.Update)], diff.Details.Select(entry => (entry.Key, entry.Value)));

        Answer(404, "ErrorResponse", "<Error><Code>NoSuchEntity</Code><Message>gone</Message></Error>");
        await user.DeleteAsync();
        Assert.False(await user.RefreshAsync());
    }

    [Fact]
    public async Task A_key_s_secret_is_kept_and_its_status_is_read()
    {
        using var provider = await ProviderAsync();
        Answer(200, "CreateAccessKeyResponse", """
            <CreateAccessKeyResult><AccessKey><UserName>archiver</UserName><AccessKeyId>AKIA2</AccessKeyId>
            <Status>Active</Status><SecretAccessKey>told-once</SecretAccessKey></AccessKey></CreateAccessKeyResult>
            """);
        var key = new ProviderSession(provider, "aws:iam/accessKey:AccessKey", "key");
        var inputs = Property.Map("""{"user":"archiver"}""");
        var outputs = await key.CreateAsync(inputs);
        Assert.Equal(("AKIA2", "told-once"), (key.Id, outputs.Text("secret")));
        Answer(200, "ListAccessKeysResponse", Keys("Inactive"));
        Assert.True(await key.RefreshAsync());
        Assert.Equal("told-once", key.Outputs.Text("secret"));
        var diff = await key.DiffAsync(inputs);
        Assert.Equal([("status", DiffKind.Update)], diff.Details.Select(entry => (entry.Key, entry.Value)));
        await key.UpdateAsync(inputs);
        Assert.Equal(
            "Action=UpdateAccessKey&Version=2010-05-08&UserName=archiver&AccessKeyId=AKIA2&Status=Active",
            _iam.Bodies.Last());
        Assert.Null(await provider.FindInterruptedAsync(key.Resource, inputs, CancellationToken.None));
    }

    [Fact]
    public async Task A_policy_of_a_user_is_compared_as_a_document()
    {
        using var provider = await ProviderAsync();
        Answer(200, "PutUserPolicyResponse", "");
        const string document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"]}]}""";
        var policy = new ProviderSession(provider, "aws:iam/userPolicy:UserPolicy", "reader");
        var inputs = Property.Map("""{"user":"archiver","name":"reader"}""")
            .With("policy", new PropertyString(document));
        await policy.CreateAsync(inputs);
        Assert.Equal("archiver:reader", policy.Id);
        Answer(200, "GetUserPolicyResponse", Document(
            """{"Statement":{"Action":"s3:Get*","Effect":"Allow"},"Version":"2012-10-17"}"""));
        await policy.AssertQuietAsync(inputs);
        Answer(200, "GetUserPolicyResponse", Document(document.Replace("Get", "Put", StringComparison.Ordinal)));
        Assert.True(await policy.RefreshAsync());
        Assert.Equal(DiffKind.Update, (await policy.DiffAsync(inputs)).Details["policy"]);

        static string Document(string text) => "<GetUserPolicyResult><PolicyDocument>" + Uri.EscapeDataString(text)
            + "</PolicyDocument></GetUserPolicyResult>";
    }

    [Fact]
    public async Task A_refusal_is_in_IAM_s_own_words_and_without_the_key()
    {
        using var provider = await ProviderAsync();
        Answer(403, "ErrorResponse",
            "<Error><Code>AccessDenied</Code><Message>not authorized to perform: iam:CreateUser</Message></Error>");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, "aws:iam/user:User", "u")
                .CreateAsync(Property.Map("""{"name":"u"}""")));
        Assert.Equal(
            "creating IAM User (u): AccessDenied: not authorized to perform: iam:CreateUser", failure.Message);
        var pgp = new ProviderSession(provider, "aws:iam/accessKey:AccessKey", "key");
        Assert.Equal(
            "pgpKey", Assert.Single(
                await pgp.FailuresAsync(Property.Map("""{"user":"u","pgpKey":"keybase:me"}"""))).Property);
    }

    private static string User(string team) => $"""
        <User><UserName>archiver</UserName><Path>/postern/</Path><UserId>AIDA1</UserId>
        <Arn>arn:aws:iam::1:user/postern/archiver</Arn>
        {(team.Length == 0 ? "" : $"<Tags><member><Key>team</Key><Value>{team}</Value></member></Tags>")}</User>
        """;

    private static string Keys(string status) => $"""
        <ListAccessKeysResult><AccessKeyMetadata><member><AccessKeyId>AKIA2</AccessKeyId>
        <Status>{status}</Status></member></AccessKeyMetadata></ListAccessKeysResult>
        """;

    private void Answer(int status, string root, string inner)
    {
        _iam.Forget("POST /");
        _iam.Answer("POST /", status, $"<{root} {Namespace}>{inner}</{root}>");
    }

    private async Task<S3Provider> ProviderAsync()
    {
        var provider = new S3Provider(new S3ProviderSettings(TimeProvider.System, RandomNumberGenerator.GetBytes));
        await provider.ConfigureAsync(
            Property.Map($$"""
                {"region":"eu-west-1","accessKey":"AKIA","secretKey":"a-secret",
                 "endpoints":"[{\"iam\":\"http://127.0.0.1:{{_iam.Port}}\"}]"}
                """),
            CancellationToken.None);
        return provider;
    }
}
