namespace Hotaru.Notifier;

/// <summary>A file with templates of a person's own.</summary>
public sealed record TemplateFile(string Path, string Text);
