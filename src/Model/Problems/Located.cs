namespace Hotaru.Model;

/// <summary>A value a person wrote, with the place where they wrote it.</summary>
public readonly record struct Located<T>(T Value, SourcePosition At);
