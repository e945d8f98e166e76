namespace Hotaru.Updates;

/// <summary>One file of a release, as the signed manifest has it.</summary>
/// <param name="Name">Relative, with slashes; checked to stay below the release's own directory.</param>
/// <param name="Mode">Permission bits: 0644 or 0755.</param>
public sealed record ReleaseFile(string Name, string Sha256, long Bytes, UnixFileMode Mode);
