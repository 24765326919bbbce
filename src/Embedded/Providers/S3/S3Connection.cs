using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.S3.Iam;

namespace Postern.Embedded.Providers.S3;

/// <summary>
/// One object store. A store whose container has just been started refuses connections for a while (long, on a loaded
/// machine): a change waits for it, a read does not. What the store refuses is a <see cref="ProviderException"/> in its
/// own words.
/// </summary>
internal sealed class S3Connection(S3Configuration configuration, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lazy<IamClient> _iam = new(() => configuration.CreateIamClient(time));

    public AmazonS3Client Client { get; } = configuration.CreateClient();

    /// <summary>The users and keys of the account that the store belongs to.</summary>
    public IamClient Iam => _iam.Value;

    public string Region => configuration.Region;

    public string Place => configuration.Place;

    public bool IsAws => configuration.Endpoint is null;

    public static bool IsUnreachable(Exception? exception) => exception switch
    {
        null => false,
        SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => true,
        // Docker's proxy accepts for a published port before anybody listens behind it, and then hangs up.
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException => true,
        AmazonServiceException { StatusCode: HttpStatusCode.ServiceUnavailable } => true,
        _ => IsUnreachable(exception.InnerException),
    };

    /// <summary>Whether the store says that it does not know this kind of request.</summary>
    public static bool IsNotOffered(AmazonS3Exception exception) =>
        exception.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed
        || exception.ErrorCode is "NotImplemented" or "MethodNotAllowed" or "UnsupportedOperation";

    public void Dispose()
    {
        Client.Dispose();
        if (_iam.IsValueCreated) _iam.Value.Dispose();
    }

    /// <summary>Does it, and waits up to two minutes while nobody answers.</summary>
    /// <param name="what">For the message: "creating S3 Bucket (name)".</param>
    public async Task<T> RunAsync<T>(
        string what, IProviderLog log, Func<Task<T>> action, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                return await action();
            }
            catch (Exception exception) when (IsUnreachable(exception) && time.GetElapsedTime(started) < Patience)
            {
                if (!told) log.Info($"waiting for the object store at {Place}", ephemeral: true);
                told = true;
                await Task.Delay(Pause, time, cancellation);
            }
            catch (AmazonS3Exception exception)
            {
                throw Refused(what, exception);
            }
            catch (Exception exception) when (IsUnreachable(exception) || exception is AmazonClientException)
            {
                throw Unreachable(what, exception);
            }
        }
    }

    /// <summary>
    /// The same; where the store does not offer it, says so in a warning, and it is as if it were done.
    /// </summary>
    public async Task TryAsync(
        string what, string feature, IProviderLog log, Func<Task> action, CancellationToken cancellation)
    {
        var refusal = await RunAsync<AmazonS3Exception?>(
            what, log,
            async () =>
            {
                try
                {
                    await action();
                    return null;
                }
                // A store that overlooks what it does not know takes the request for the creation of the bucket.
                catch (AmazonS3Exception exception) when (IsNotOffered(exception)
                    || (!IsAws && exception.ErrorCode is "MalformedXML" or "BucketAlreadyOwnedByYou"))
                {
                    return exception;
                }
            },
            cancellation);
        if (refusal is null) return;
        log.Warning($"the object store at {Place} does not offer {feature}, which has no effect there: "
            + $"{refusal.ErrorCode}: {refusal.Message}");
    }

    /// <summary>
    /// Looks; null when the store says that it is not there, and <paramref name="unknown"/> when it does not offer the
    /// question or does not answer: the store may be one of this stack's own containers, which the coming update
    /// starts.
    /// </summary>
    public static async Task<T?> ReadAsync<T>(string what, T unknown, Func<Task<T?>> action)
        where T : class
    {
        try
        {
            return await action();
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (IsNotOffered(exception))
        {
            return unknown;
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            return unknown;
        }
        catch (AmazonS3Exception exception)
        {
            throw Refused(what, exception);
        }
    }

    public static ProviderException Refused(string what, AmazonS3Exception exception) =>
        new($"{what}: {exception.ErrorCode}: {exception.Message}", exception);

    private ProviderException Unreachable(string what, Exception exception)
    {
        var cause = exception;
        while (cause.InnerException is { } inner) cause = inner;
        return new ProviderException(
            $"{what}: the object store at {Place} does not answer: {cause.Message}\n"
            + "HINT: look at the store (`docker ps`), and at the provider's endpoint and keys.", exception);
    }
}
