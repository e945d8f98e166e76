using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A series that was seen before: its labels and its reference in storage. Any thread.</summary>
internal sealed class ReceivedSeries(Labels labels, string? fault)
{
    private ulong _id;

    public Labels Labels { get; } = labels;

    /// <summary>Why the labels cannot be stored, or null.</summary>
    public string? Fault { get; } = fault;

    /// <summary>What was last told of the series, so that it is not told again with every request.</summary>
    public MetricMetadata? Described { get; set; }

    /// <summary>Two senders may write it at once; a 64-bit number must not tear on 32-bit machines.</summary>
    public SeriesReference Reference
    {
        get => new(Volatile.Read(ref _id));
        set => Volatile.Write(ref _id, value.Id);
    }
}
