namespace Hotaru.Notifier;

/// <summary>What is asked before a button of a message does its work.</summary>
public sealed record MessageConfirmation(string Title, string Text, string Ok, string Dismiss);
