namespace Hotaru.Notifier;

/// <summary>A framed part of a message; the texts are templates.</summary>
public sealed record MattermostAttachment(
    IReadOnlyDictionary<string, string> Texts, IReadOnlyList<MessageField> Fields);
