using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// SSE-C: the store encrypts with a key that comes with every request. WAL-G's text is the key itself.
/// </summary>
internal static class S3CustomerKey
{
    public static void Add(GetObjectMetadataRequest request, S3Options options)
    {
        if (options.CustomerKey is not { } key) return;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Encode(key);
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Digest(key);
    }

    public static void Add(GetObjectRequest request, S3Options options)
    {
        if (options.CustomerKey is not { } key) return;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Encode(key);
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Digest(key);
    }

    public static void Add(PutObjectRequest request, S3Options options)
    {
        if (options.CustomerKey is not { } key) return;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Encode(key);
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Digest(key);
    }

    public static void Add(InitiateMultipartUploadRequest request, S3Options options)
    {
        if (options.CustomerKey is not { } key) return;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Encode(key);
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Digest(key);
    }

    public static void Add(UploadPartRequest request, S3Options options)
    {
        if (options.CustomerKey is not { } key) return;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = Encode(key);
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = Digest(key);
    }

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    // The protocol demands MD5 here; it guards against a mangled header and nothing else.
#pragma warning disable CA5351
    private static string Digest(string key) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(key)));
#pragma warning restore CA5351
}
