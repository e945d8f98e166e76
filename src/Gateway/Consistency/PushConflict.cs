namespace Hotaru.Gateway;

/// <summary>Why a push that could be read is refused; the message is for the one who pushed.</summary>
public sealed class PushConflict(string message) : Exception(message);
