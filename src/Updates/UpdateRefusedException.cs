namespace Hotaru.Updates;

/// <summary>A release is not taken; the message says why, and nothing has been changed.</summary>
public sealed class UpdateRefusedException(string message, Exception? inner = null)
    : Exception(message, inner);
