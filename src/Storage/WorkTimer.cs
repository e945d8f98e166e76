namespace Hotaru.Storage;

/// <summary>Tells how long pieces of work took to who wants to know.</summary>
internal sealed class WorkTimer(TimeProvider time)
{
    /// <summary>Called on the thread that did the work; to be set once, before the work begins.</summary>
    public Action<TimeSpan>? Took { get; set; }

    public long Begin() => time.GetTimestamp();

    /// <param name="beginning">What <see cref="Begin"/> returned.</param>
    public void End(long beginning) => Took?.Invoke(time.GetElapsedTime(beginning));
}
