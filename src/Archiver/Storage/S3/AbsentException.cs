namespace Postern.Archiver.Storage.S3;

/// <summary>The store says that an object is absent; turned into an answer before it leaves this folder.</summary>
/// <param name="named">Whether it said NoSuchKey, which an absent bucket does not.</param>
internal sealed class AbsentException(bool named) : Exception("the object is absent")
{
    public bool Named { get; } = named;
}
