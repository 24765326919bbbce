using System.Net;
using System.Security.Cryptography.X509Certificates;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.S3;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

/// <summary>A store with a certificate of its owner's: trusted when its authority is given, never
/// without.</summary>
public sealed class S3TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_authority_of_the_settings_is_trusted()
    {
        using var certificate = _authority.Issue(IPAddress.Loopback);
        await using var fake = new FakeS3(certificate);
        await using var storage = Open(fake, CertificateFile(_authority));
        await storage.PutAsync("object", PutMode.CreateOnly, (stream, token) =>
            stream.WriteAsync(new byte[] { 1, 2, 3 }, token).AsTask(), Cancellation);
        Assert.Equal(3, (await storage.StatAsync("object", Cancellation))!.SizeBytes);
    }

    [Fact]
    public async Task Without_it_nothing_is_sent_and_the_setting_is_named()
    {
        using var certificate = _authority.Issue(IPAddress.Loopback);
        await RefusesAsync(certificate, null);
    }

    [Fact]
    public async Task Another_authority_is_not_trusted_in_its_place()
    {
        using var other = new TestAuthority();
        using var certificate = _authority.Issue(IPAddress.Loopback);
        await RefusesAsync(certificate, CertificateFile(other));
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        using var certificate = _authority.Issue(IPAddress.Parse("192.0.2.1"));
        await RefusesAsync(certificate, CertificateFile(_authority));
    }

    private static async Task RefusesAsync(X509Certificate2 certificate, string? certificateFile)
    {
        await using var fake = new FakeS3(certificate);
        await using var storage = Open(fake, certificateFile);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => storage.StatAsync("object", Cancellation));
        Assert.Equal(FailureCode.StorageDenied, failure.Code);
        Assert.Contains("WALG_S3_CA_CERT_FILE", failure.Hint, StringComparison.Ordinal);
        Assert.Empty(fake.Requests);
    }

    private static S3Storage Open(FakeS3 fake, string? certificateFile) =>
        new(S3StorageTests.Options(fake, certificateFile: certificateFile), TimeProvider.System);

    private string CertificateFile(TestAuthority authority)
    {
        var path = Path.Combine(_folder.Path, "authority.pem");
        File.WriteAllText(path, authority.Pem);
        return path;
    }
}
