namespace Pulumi;

/// <summary>Changes arguments and options of a resource before it is registered; null changes nothing.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);
