namespace Postern.Durability;

/// <summary>What a durable write does with an existing file.</summary>
public enum DurableWriteMode
{
    /// <summary>The file is replaced as a whole: readers see the old bytes or the new ones.</summary>
    Replace,

    /// <summary>An existing file is kept as it is, also when two writers race.</summary>
    CreateOnly,
}
