namespace Hotaru.Web;

/// <summary>
/// What all bodies that are being read may hold together. Small ones are free: there it is the connections
/// that count. A single one may always be as large as its own limit allows. Thread-safe.
/// </summary>
/// <param name="mostBytes">Of all bodies, what each has for free left out.</param>
internal sealed class BodyBudget(Func<long> mostBytes)
{
    /// <summary>What each body has for free.</summary>
    public const int FreeBytes = 256 << 10;

    private static readonly SemaphoreSlim Parsing = new(1, 1);

    private readonly Lock _lock = new();
    private long _taken;

    public long Taken
    {
        get
        {
            lock (_lock) return _taken;
        }
    }

    /// <summary>Another size for what one request holds; false where there is no room for it.</summary>
    public bool TryResize(ref long held, long bytes)
    {
        var wanted = Math.Max(0, bytes - FreeBytes);
        lock (_lock)
        {
            var others = _taken - held;
            if (wanted > held && others > 0 && others + wanted > mostBytes()) return false;
            (_taken, held) = (others + wanted, wanted);
            return true;
        }
    }

    /// <summary>
    /// Large bodies are parsed and stored one at a time: what becomes of one is many times its size.
    /// </summary>
    public static async Task ParseAsync(long length, Func<Task> work, CancellationToken cancellation)
    {
        if (length <= FreeBytes)
        {
            await work();
            return;
        }

        await Parsing.WaitAsync(cancellation);
        try
        {
            await work();
        }
        finally
        {
            Parsing.Release();
        }
    }
}
