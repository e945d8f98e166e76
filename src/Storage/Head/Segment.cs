namespace Hotaru.Storage.Head;

/// <summary>A compressed part of a series that is not sealed yet: a chunk with its times.</summary>
internal readonly record struct Segment(long MinTimeMs, long MaxTimeMs, int Count, byte[] Bytes);
