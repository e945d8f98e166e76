namespace Hotaru.Notifier;

/// <summary>A titled value within a chat message; both are templates.</summary>
/// <param name="IsShort">
/// May stand beside another one; null: as the message says for all of its fields.
/// </param>
public sealed record MessageField(string Title, string Value, bool? IsShort);
