namespace Hotaru.Model;

/// <summary>A put of <c>Range.From</c> where there is a value, else a deletion of the range.</summary>
public readonly record struct StoreChange(string Table, KeyRange Range, byte[]? Value);
