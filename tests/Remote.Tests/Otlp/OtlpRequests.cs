using Hotaru.Remote.Tests.Receiving;

namespace Hotaru.Remote.Tests.Otlp;

/// <summary>Builds requests by the field numbers of metrics.proto.</summary>
internal static class OtlpRequests
{
    public const ulong Second = 1_000_000_000;

    /// <summary>One resource, one scope.</summary>
    public static byte[] Request(
        (string, string)[] resource, params Action<ProtoBytes>[] metrics) =>
        new ProtoBytes().Message(1, resourceMetrics =>
        {
            resourceMetrics.Message(1, r => Attributes(r, 1, resource));
            resourceMetrics.Message(2, scope =>
            {
                scope.Message(
                    1, s => s.Text(1, "lib").Text(2, "1.2").Message(3, a => Attribute(a, "k", "v")));
                foreach (var metric in metrics) scope.Message(2, metric);
                scope.Text(3, "http://schema");
            });
        }).ToArray();

    public static Action<ProtoBytes> Gauge(string name, string unit, params Action<ProtoBytes>[] points) =>
        metric => metric.Text(1, name).Text(2, "It is helpful.").Text(3, unit)
            .Message(5, data => Points(data, points));

    public static Action<ProtoBytes> Sum(
        string name, int temporality, bool isMonotonic, params Action<ProtoBytes>[] points) =>
        metric => metric.Text(1, name).Message(7, data =>
        {
            Points(data, points);
            data.Varint(2, temporality).Varint(3, isMonotonic ? 1 : 0);
        });

    public static Action<ProtoBytes> Histogram(string name, int temporality, Action<ProtoBytes> point) =>
        metric => metric.Text(1, name).Text(3, "s")
            .Message(9, data => data.Message(1, point).Varint(2, temporality));

    public static Action<ProtoBytes> Exponential(
        string name, Action<ProtoBytes> point, int temporality = 2) =>
        metric => metric.Text(1, name).Message(10, data => data.Message(1, point).Varint(2, temporality));

    public static Action<ProtoBytes> Summary(string name, Action<ProtoBytes> point) =>
        metric => metric.Text(1, name).Message(11, data => data.Message(1, point));

    public static Action<ProtoBytes> Number(
        ulong seconds, double value, params (string, string)[] attributes) => point =>
        Attributes(point.Fixed64(3, seconds * Second).Double(4, value), 7, attributes);

    public static void Attributes(ProtoBytes into, int field, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes) into.Message(field, a => Attribute(a, name, value));
    }

    public static ProtoBytes Fixed64s(ProtoBytes into, int field, params ulong[] values)
    {
        var packed = values.SelectMany(BitConverter.GetBytes).ToArray();
        return into.Bytes(field, packed);
    }

    public static ProtoBytes Doubles(ProtoBytes into, int field, params double[] values) =>
        into.Bytes(field, [.. values.SelectMany(BitConverter.GetBytes)]);

    private static void Attribute(ProtoBytes into, string name, string value) =>
        into.Text(1, name).Message(2, any => any.Text(1, value));

    private static void Points(ProtoBytes data, Action<ProtoBytes>[] points)
    {
        foreach (var point in points) data.Message(1, point);
    }
}
