namespace Hotaru.Remote;

/// <summary>What one remote write request may be.</summary>
/// <param name="MaxBodyBytes">Compressed, as it comes over the wire.</param>
/// <param name="MaxDecodedBytes">
/// After decompression, as the peers limit it; one buffer of this size is held for each request.
/// </param>
public sealed record RemoteWriteLimits(int MaxBodyBytes = 16 << 20, int MaxDecodedBytes = 32 << 20);
