namespace Hotaru.Testing;

/// <summary>Waits for what other threads and sockets bring about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">It did not come true in 20 s.</exception>
    public static async Task True(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"in {Patience}: not {what}");
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
