using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Stands before storage and hands what storage accepted on to the queues of remote_write, in the same
/// commit. Without targets it costs nothing.
/// </summary>
public sealed class ForwardingSink(ISampleSink inner) : ISampleSink
{
    private volatile RemoteWriteSender[] _senders = [];

    public ISampleBatch Begin()
    {
        var senders = _senders;
        return senders.Length == 0 ? inner.Begin() : new ForwardingBatch(inner.Begin(), senders);
    }

    internal void Use(IEnumerable<RemoteWriteSender> senders) => _senders = [.. senders];
}
