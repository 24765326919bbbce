namespace Pulumi.Aws;

/// <summary>
/// Region, keys, endpoints. The keys and the token are secret; profile and region come from the environment when they
/// are not given.
/// </summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
        Profile = Package.Environment("AWS_PROFILE");
        Region = Package.Environment("AWS_REGION", "AWS_DEFAULT_REGION");
        SkipCredentialsValidation = false;
        SkipRegionValidation = true;
    }

    [Input("accessKey")] private Input<string>? _accessKey;

    public Input<string>? AccessKey
    {
        get => _accessKey;
        set => _accessKey = Package.Secret(value);
    }

    [Input("allowedAccountIds", json: true)] private InputList<string>? _allowedAccountIds;

    public InputList<string> AllowedAccountIds { get => _allowedAccountIds ??= []; set => _allowedAccountIds = value; }

    [Input("customCaBundle")] public Input<string>? CustomCaBundle { get; set; }

    [Input("defaultTags", json: true)] public Input<Inputs.ProviderDefaultTagsArgs>? DefaultTags { get; set; }

    [Input("ec2MetadataServiceEndpoint")] public Input<string>? Ec2MetadataServiceEndpoint { get; set; }

    [Input("ec2MetadataServiceEndpointMode")] public Input<string>? Ec2MetadataServiceEndpointMode { get; set; }

    [Input("endpoints", json: true)] private InputList<Inputs.ProviderEndpointArgs>? _endpoints;

    public InputList<Inputs.ProviderEndpointArgs> Endpoints { get => _endpoints ??= []; set => _endpoints = value; }

    [Input("forbiddenAccountIds", json: true)] private InputList<string>? _forbiddenAccountIds;

    public InputList<string> ForbiddenAccountIds
    {
        get => _forbiddenAccountIds ??= [];
        set => _forbiddenAccountIds = value;
    }

    [Input("httpProxy")] public Input<string>? HttpProxy { get; set; }

    [Input("httpsProxy")] public Input<string>? HttpsProxy { get; set; }

    [Input("insecure", json: true)] public Input<bool>? Insecure { get; set; }

    [Input("maxRetries", json: true)] public Input<int>? MaxRetries { get; set; }

    [Input("noProxy")] public Input<string>? NoProxy { get; set; }

    [Input("profile")] public Input<string>? Profile { get; set; }

    [Input("region")] public Input<string>? Region { get; set; }

    [Input("retryMode")] public Input<string>? RetryMode { get; set; }

    [Input("s3UsEast1RegionalEndpoint")] public Input<string>? S3UsEast1RegionalEndpoint { get; set; }

    [Input("s3UsePathStyle", json: true)] public Input<bool>? S3UsePathStyle { get; set; }

    [Input("secretKey")] private Input<string>? _secretKey;

    public Input<string>? SecretKey
    {
        get => _secretKey;
        set => _secretKey = Package.Secret(value);
    }

    [Input("sharedConfigFiles", json: true)] private InputList<string>? _sharedConfigFiles;

    public InputList<string> SharedConfigFiles { get => _sharedConfigFiles ??= []; set => _sharedConfigFiles = value; }

    [Input("sharedCredentialsFiles", json: true)] private InputList<string>? _sharedCredentialsFiles;

    public InputList<string> SharedCredentialsFiles
    {
        get => _sharedCredentialsFiles ??= [];
        set => _sharedCredentialsFiles = value;
    }

    [Input("skipCredentialsValidation", json: true)] public Input<bool>? SkipCredentialsValidation { get; set; }

    [Input("skipMetadataApiCheck", json: true)] public Input<bool>? SkipMetadataApiCheck { get; set; }

    [Input("skipRegionValidation", json: true)] public Input<bool>? SkipRegionValidation { get; set; }

    [Input("skipRequestingAccountId", json: true)] public Input<bool>? SkipRequestingAccountId { get; set; }

    [Input("stsRegion")] public Input<string>? StsRegion { get; set; }

    [Input("tagPolicyCompliance")] public Input<string>? TagPolicyCompliance { get; set; }

    [Input("token")] private Input<string>? _token;

    public Input<string>? Token
    {
        get => _token;
        set => _token = Package.Secret(value);
    }

    [Input("tokenBucketRateLimiterCapacity", json: true)]
    public Input<int>? TokenBucketRateLimiterCapacity { get; set; }

    [Input("useDualstackEndpoint", json: true)] public Input<bool>? UseDualstackEndpoint { get; set; }

    [Input("useFipsEndpoint", json: true)] public Input<bool>? UseFipsEndpoint { get; set; }

    [Input("userAgents", json: true)] private InputList<string>? _userAgents;

    public InputList<string> UserAgents { get => _userAgents ??= []; set => _userAgents = value; }

    public static new ProviderArgs Empty => new();
}
