namespace Hotaru.Gateway;

/// <summary>The path of a push names no group; the message is for the one who pushed.</summary>
public sealed class GroupingException(string message) : FormatException(message);
