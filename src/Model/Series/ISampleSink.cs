namespace Hotaru.Model;

/// <summary>
/// Where every sample enters storage: pushes, scrapes, remote writes and rules alike. Thread-safe; each batch
/// belongs to one thread.
/// </summary>
public interface ISampleSink
{
    ISampleBatch Begin();
}
