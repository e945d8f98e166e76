using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// A Metric message, decoded into lists that are used again for the next one: 1 labels, 2 gauge, 3 counter,
/// 4 summary, 5 untyped, 6 timestamp, 7 histogram.
/// </summary>
internal sealed class WireMetric
{
    public List<WireLabel> Labels { get; } = [];

    public long? TimestampMs { get; private set; }

    /// <summary>Of a counter, gauge or untyped metric.</summary>
    public double Value { get; private set; }

    /// <summary>
    /// The field that held the value; tells a gauge from a histogram whatever the family says.
    /// </summary>
    public MetricType? Holds { get; private set; }

    public WireExemplar? Exemplar { get; private set; }

    public long StartMs { get; private set; }

    public WireHistogram Histogram { get; } = new();

    public WireSummary Summary { get; } = new();

    public void Read(WireReader reader)
    {
        Clear();
        while (reader.Next(out var field, out var wireType))
        {
            if (field == 6 && wireType == WireReader.Varint) TimestampMs = (long)reader.ReadVarint();
            else if (wireType != WireReader.Bytes) reader.Skip(wireType);
            else ReadPart(field, reader.Enter(reader.ReadRange()));
        }
    }

    private void Clear()
    {
        Labels.Clear();
        (TimestampMs, Value, Holds, Exemplar, StartMs) = (null, 0, null, null, 0);
        Histogram.Clear();
        Summary.Clear();
    }

    private void ReadPart(int field, WireReader part)
    {
        switch (field)
        {
            case 1: Labels.Add(WireLabel.Read(part)); break;
            case 2: ReadValue(part, MetricType.Gauge); break;
            case 3: ReadValue(part, MetricType.Counter); break;
            case 5: ReadValue(part, MetricType.Unknown); break;
            case 4:
                Holds = MetricType.Summary;
                StartMs = Summary.Read(part);
                break;
            case 7:
                Holds = MetricType.Histogram;
                StartMs = Histogram.Read(part);
                break;
        }
    }

    /// <summary>Gauge, Untyped and Counter: 1 value; of a counter also 2 exemplar, 3 start.</summary>
    private void ReadValue(WireReader part, MetricType type)
    {
        Holds = type;
        while (part.Next(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireReader.Fixed64) Value = part.ReadDouble();
            else if (type != MetricType.Counter || wireType != WireReader.Bytes) part.Skip(wireType);
            else if (field == 2) Exemplar = WireExemplar.Read(part, part.ReadRange());
            else if (field == 3) StartMs = WireTime.Read(part.Enter(part.ReadRange()));
            else part.Skip(wireType);
        }
    }
}
