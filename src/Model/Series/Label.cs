namespace Hotaru.Model;

/// <summary>One name and value of a label set; both are valid UTF-8 when encoded.</summary>
public readonly record struct Label(string Name, string Value);
