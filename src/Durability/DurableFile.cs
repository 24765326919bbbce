namespace Postern.Durability;

/// <summary>Placeholder of the durable-write recipe; the storage module completes it.</summary>
public static class DurableFile;
