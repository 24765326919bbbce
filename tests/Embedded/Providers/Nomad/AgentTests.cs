using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Nomad;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Nomad;

/// <summary>How the provider and the agent meet: leaders that are elected, tokens, causes, certificates.</summary>
public sealed class AgentTests : IDisposable
{
    private const string Job = "nomad:index/job:Job";
    private const string Evaluation = "/v1/evaluation/7efeb861-6dab-04ee-ab4c-564f7a78feec";

    private readonly FakeNomad _nomad = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _nomad.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cluster_that_elects_its_leader_is_asked_again()
    {
        using var provider = await ProviderAsync(PropertyMap.Empty);
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job")
            .Record("agent/no-leader-register").Record("primary/02-register").Record("primary/17-job-submission");
        await new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: true));
        Assert.Equal(2, _nomad.Calls.Count(static call => call.Call == "PUT /v1/jobs"));
    }

    [Fact]
    public async Task A_refused_token_is_named_with_the_remedy()
    {
        using var provider = await ProviderAsync(PropertyMap.Empty);
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("acl/17-register-read-token");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: true)));
        Assert.StartsWith("error applying jobspec: Permission denied\nHINT: the token", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_deployment_brings_the_last_events_and_log_lines_of_its_tasks()
    {
        using var provider = await ProviderAsync(PropertyMap.Empty);
        const string deployment = "925f2492-b5f5-6434-3b80-547dc7f1e356";
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job").Record("primary/02-register")
            .Record("primary/04-evaluation-complete", Evaluation, body => body["DeploymentID"] = deployment)
            .Record("failures/checks-fail-deployment").Record("failures/checks-fail-allocations")
            .Record("primary/26-logs-plain", "/v1/client/fs/logs/134118de-37d4-3a76-73c1-bb68e4ae79a3")
            .Record("primary/17-job-submission");
        var failure = await Assert.ThrowsAsync<PartialFailureException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: false)));
        Assert.Contains(
            $"deployment '{deployment}' terminated with status 'failed': 'Failed due to progress deadline'",
            failure.Message, StringComparison.Ordinal);
        Assert.Contains("\n  t: Alloc Unhealthy: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("database system is ready to accept connections", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_waits_for_a_promotion_says_so_when_the_time_is_over()
    {
        using var provider = await ProviderAsync(PropertyMap.Empty);
        _nomad.Record("parse/parse").Record("primary/00-get-404").Record("primary/09-job").Record("primary/02-register")
            .Record("primary/04-evaluation-complete", Evaluation, body => body["DeploymentID"] = "d")
            .Record("canary/03-deployment-needs-promotion", "/v1/deployment/d").Record("primary/17-job-submission");
        var failure = await Assert.ThrowsAsync<PartialFailureException>(
            () => new ProviderSession(provider, Job, "primary").CreateAsync(Inputs(detach: false), timeoutSeconds: 1));
        Assert.Contains("timeout while waiting: Deployment is running but requires", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_and_the_user_of_a_proxy_are_sent()
    {
        using var provider = await ProviderAsync(Property.Map("""
            {"headers":"[{\"name\":\"X-Team\",\"value\":\"db\"}]","httpAuth":"bob:secret"}
            """));
        _nomad.Record("agent/namespace-put");
        await new ProviderSession(provider, "nomad:index/namespace:Namespace", "n")
            .CreateAsync(Property.Map("""{"name":"postern"}"""));
        var headers = _nomad.Headers.Last().Headers;
        Assert.Equal(("db", "Basic Ym9iOnNlY3JldA==", "token"),
            (headers["X-Team"], headers["Authorization"], headers["X-Nomad-Token"]));
    }

    [Fact]
    public async Task Variables_of_the_environment_can_be_ignored()
    {
        using var provider = await ProviderAsync(
            Property.Map($$"""{"address":"{{_nomad.Address}}","ignoreEnvVars":"{\"NOMAD_TOKEN\":true}"}"""));
        _nomad.Record("agent/namespace-put");
        await new ProviderSession(provider, "nomad:index/namespace:Namespace", "n")
            .CreateAsync(Property.Map("""{"name":"postern"}"""));
        Assert.Null(_nomad.Headers.Last().Headers["X-Nomad-Token"]);
    }

    [Fact]
    [Trait("Tier", "real-server")]
    public async Task Certificates_are_read_and_half_a_pair_is_refused()
    {
        using var relay = new Docker.TlsRelay();
        await File.WriteAllTextAsync(_folder.At("ca.pem"), relay.Authority, TestContext.Current.CancellationToken);
        var config = new PropertyMapBuilder().Set("address", $"https://127.0.0.1:{relay.Port}")
            .Set("caFile", _folder.At("ca.pem")).Set("certPem", relay.Certificate).Set("keyPem", relay.Key).Build();
        var half = await Assert.ThrowsAsync<ProviderException>(() => ProviderAsync(config.Without("keyPem")));
        Assert.Contains("go together", half.Message, StringComparison.Ordinal);
        using var distrusting = await ProviderAsync(config.Without("caFile"));
        var refused = await Assert.ThrowsAsync<ProviderException>(() => NamespaceAsync(distrusting));
        Assert.Contains("certificate", refused.Message, StringComparison.Ordinal);
        foreach (var trusted in new[] { config, config.Without("caFile").With("skipVerify", new PropertyBool(true)) })
        {
            // Behind the relay is Docker, which knows no namespaces: it is reached, and says so.
            using var provider = await ProviderAsync(trusted);
            var answered = await Assert.ThrowsAsync<ProviderException>(() => NamespaceAsync(provider));
            Assert.Contains("page not found", answered.Message, StringComparison.Ordinal);
        }

        static Task NamespaceAsync(NomadProvider provider) => new ProviderSession(
            provider, "nomad:index/namespace:Namespace", "n").CreateAsync(Property.Map("""{"name":"postern"}"""));
    }

    private static PropertyMap Inputs(bool detach) =>
        Property.Map("""{"jobspec":"job \"pg-main\" {}"}""").With("detach", new PropertyBool(detach));

    private async Task<NomadProvider> ProviderAsync(PropertyMap config)
    {
        var provider = new NomadProvider(new NomadProviderSettings(_nomad.Address, "token", null, TimeProvider.System));
        Assert.Empty(provider.CheckConfig(config));
        await provider.ConfigureAsync(config, CancellationToken.None);
        return provider;
    }
}
