namespace Hotaru.Model;

/// <summary>
/// The store could not read or write: disk full, I/O error, read-only. Nothing of the batch was stored.
/// </summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
