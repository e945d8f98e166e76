namespace Hotaru.Notifier;

/// <summary>A button within a chat message; the texts are templates. Empty ones are left out.</summary>
public sealed record MessageAction(
    string Type, string Text, string Url, string Style, string Name, string Value,
    MessageConfirmation? Confirmation);
