namespace Postern.Embedded.Engine.Secrets;

/// <summary>A secret could not be read or written; the message is what the Pulumi CLI says.</summary>
public sealed class SecretFailure(string message) : Exception(message);
