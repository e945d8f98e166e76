namespace Hotaru.Jobs;

/// <summary>A row on disk is not what was written; the message says what is wrong with it.</summary>
internal sealed class BadRowException(string message) : Exception(message);
