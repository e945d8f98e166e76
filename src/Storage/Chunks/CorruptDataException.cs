namespace Hotaru.Storage.Chunks;

/// <summary>
/// Bytes that do not decode. The reader sets the blob aside; it never reaches a user of the store.
/// </summary>
internal sealed class CorruptDataException(string message) : Exception(message);
