namespace Pulumi.Aws.S3;

/// <summary>A closed set of texts.</summary>
[EnumType]
public readonly struct CannedAcl : IEquatable<CannedAcl>
{
    private readonly string _value;

    private CannedAcl(string value) => _value = value;

    public static CannedAcl AuthenticatedRead { get; } = new("authenticated-read");

    public static CannedAcl AwsExecRead { get; } = new("aws-exec-read");

    public static CannedAcl BucketOwnerFullControl { get; } = new("bucket-owner-full-control");

    public static CannedAcl BucketOwnerRead { get; } = new("bucket-owner-read");

    public static CannedAcl LogDeliveryWrite { get; } = new("log-delivery-write");

    public static CannedAcl Private { get; } = new("private");

    public static CannedAcl PublicRead { get; } = new("public-read");

    public static CannedAcl PublicReadWrite { get; } = new("public-read-write");

    public bool Equals(CannedAcl other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is CannedAcl other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;

    public static bool operator ==(CannedAcl left, CannedAcl right) => left.Equals(right);

    public static bool operator !=(CannedAcl left, CannedAcl right) => !left.Equals(right);

    public static explicit operator string(CannedAcl value) => value._value;
}
