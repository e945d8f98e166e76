using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Makes TimeSeries messages of remote write 1.0. The labels of a series are relabeled and encoded once and
/// kept under its reference. Any thread.
/// </summary>
internal sealed class SeriesEncoder(RemoteWriteTarget target)
{
    private const int MaxKnown = 500_000;
    private readonly ConcurrentDictionary<ulong, (Labels Labels, byte[]? Encoded)> _known = new();

    /// <summary>The encoded labels, or null where the series is not sent.</summary>
    public byte[]? LabelsOf(SeriesReference reference, Labels labels)
    {
        if (!reference.IsNone && _known.TryGetValue(reference.Id, out var known)
            && (ReferenceEquals(known.Labels, labels) || known.Labels.Equals(labels))) return known.Encoded;
        var encoded = target.Prepare(labels) is { Count: > 0 } prepared ? Encode(prepared) : null;
        if (reference.IsNone) return encoded;
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[reference.Id] = (labels, encoded);
        return encoded;
    }

    /// <param name="startMs">Written where it is not 0, as version 2 has it.</param>
    public static void Sample(
        ProtoWriter into, byte[] labels, long timestampMs, double value, long startMs = 0)
    {
        // Written without a message in between: this is once for every sample that is stored.
        var length = 9 + 1 + ProtoWriter.VarintLength((ulong)timestampMs);
        if (startMs != 0) length += 1 + ProtoWriter.VarintLength((ulong)startMs);
        into.Varint(ProtoTag.Of(1, ProtoTag.BytesType));
        into.Varint((ulong)(labels.Length + 2 + length));
        into.Raw(labels);
        into.Varint(ProtoTag.Of(2, ProtoTag.BytesType));
        into.Varint((ulong)length);
        into.Double(1, value);
        into.Varint(2, (ulong)timestampMs);
        if (startMs != 0) into.Varint(3, (ulong)startMs);
    }

    public static void Histogram(
        ProtoWriter into, byte[] labels, long timestampMs, FloatHistogram histogram, long startMs = 0) =>
        Series(into, labels, field: 4, inner => HistogramEncoder.Write(
            inner, timestampMs, histogram, startMs));

    public static void Exemplar(ProtoWriter into, byte[] labels, Exemplar exemplar, long timestampMs) =>
        Series(into, labels, field: 3, inner =>
        {
            inner.Raw(Encode(exemplar.Labels));
            inner.Double(2, exemplar.Value);
            inner.Varint(3, (ulong)(exemplar.TimestampMs ?? timestampMs));
        });

    private static void Series(ProtoWriter into, byte[] labels, int field, Action<ProtoWriter> fill)
    {
        var inner = new ProtoWriter();
        fill(inner);
        var series = new ProtoWriter();
        series.Raw(labels);
        series.Bytes(field, inner.Written);
        into.Bytes(1, series.Written);
    }

    private static byte[] Encode(Labels labels)
    {
        var all = new ProtoWriter();
        Labels(all, labels);
        return all.Written.ToArray();
    }

    /// <summary>Label messages under field 1.</summary>
    public static void Labels(ProtoWriter into, Labels labels)
    {
        var one = new ProtoWriter();
        foreach (var label in labels)
        {
            one.Clear();
            one.Text(1, label.Name);
            one.Text(2, label.Value);
            into.Bytes(1, one.Written);
        }
    }
}
