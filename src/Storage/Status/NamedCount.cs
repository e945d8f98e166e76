namespace Hotaru.Storage.Status;

/// <summary>One line of a list by size.</summary>
public readonly record struct NamedCount(string Name, long Value);
