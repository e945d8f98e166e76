using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// A MetricFamily message: 1 name, 2 help, 3 type, 4 metrics, 5 unit. The metrics are noted by their places
/// and decoded one by one.
/// </summary>
internal sealed class WireFamily
{
    private static readonly MetricType[] Types =
    [
        MetricType.Counter, MetricType.Gauge, MetricType.Summary, MetricType.Unknown, MetricType.Histogram,
        MetricType.GaugeHistogram,
    ];

    public WireRange Name { get; private set; }

    public WireRange Help { get; private set; }

    public WireRange Unit { get; private set; }

    public MetricType Type { get; private set; }

    public List<WireRange> Metrics { get; } = [];

    public void Read(WireReader reader)
    {
        (Name, Help, Unit, Type) = (default, default, default, MetricType.Counter);
        Metrics.Clear();
        while (reader.Next(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireReader.Bytes): Name = reader.ReadRange(); break;
                case (2, WireReader.Bytes): Help = reader.ReadRange(); break;
                case (3, WireReader.Varint): Type = TypeOf(ref reader); break;
                case (4, WireReader.Bytes): Metrics.Add(reader.ReadRange()); break;
                case (5, WireReader.Bytes): Unit = reader.ReadRange(); break;
                default: reader.Skip(wireType); break;
            }
        }
    }

    private static MetricType TypeOf(ref WireReader reader)
    {
        var number = reader.ReadVarint();
        return number < (ulong)Types.Length
            ? Types[number]
            : throw reader.Error($"metric type {number} is not known");
    }
}
