namespace Hotaru.Web.Prometheus;

/// <summary>
/// How many requests may be decompressed and stored at once. A body of a few kilobytes may stand for the most
/// that is allowed, so that this, and not the number of connections, bounds the memory.
/// </summary>
internal static class DecodingGate
{
    private const int AtOnce = 4;
    private static readonly SemaphoreSlim Places = new(AtOnce, AtOnce);

    public static async Task PassAsync(Func<Task> decode, CancellationToken cancellation)
    {
        await Places.WaitAsync(cancellation);
        try
        {
            await decode();
        }
        finally
        {
            Places.Release();
        }
    }
}
