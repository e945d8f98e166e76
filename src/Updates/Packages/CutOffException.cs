namespace Hotaru.Updates;

/// <summary>A package ends before its end: it is damaged, or still on its way.</summary>
public sealed class CutOffException(string message, Exception? inner = null) : Exception(message, inner);
