using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// The _created lines of one OpenMetrics family by the labels they stand for. They may come before or after
/// the samples they speak of, so the family is read ahead once, and only where start timestamps are asked
/// for.
/// </summary>
internal sealed class CreatedTable
{
    private static readonly CreatedTable Empty = new();

    private readonly Dictionary<ulong, long> _startsMs = [];

    public static CreatedTable Read(OpenMetricsScrapeParser parser, int from)
    {
        CreatedTable? table = null;
        try
        {
            var type = parser.Type;
            parser.MoveTo(from);
            while (parser.Next() && parser.Kind == EntryKind.Sample)
            {
                if (!parser.IsCreated) continue;
                var name = parser.Labels.Name.Of(parser.Bytes)[..^"_created".Length];
                table ??= new CreatedTable();
                table._startsMs[Key(parser.Labels, parser.Bytes, name, type)] = (long)(parser.Value * 1000);
            }
        }
        catch (ExpositionException)
        {
            // The walk itself will come to the same place and report it.
        }

        return table ?? Empty;
    }

    public long Find(LabelScanner labels, ReadOnlySpan<byte> body, MetricType type)
    {
        if (_startsMs.Count == 0) return 0;
        var name = labels.Name.Of(body);
        if (_startsMs.TryGetValue(Key(labels, body, WithoutSuffix(name), type), out var startMs))
            return startMs;
        return _startsMs.GetValueOrDefault(Key(labels, body, name, type));
    }

    private static ReadOnlySpan<byte> WithoutSuffix(ReadOnlySpan<byte> name) =>
        name.EndsWith("_total"u8) ? name[..^6]
        : name.EndsWith("_bucket"u8) ? name[..^7]
        : name.EndsWith("_count"u8) ? name[..^6]
        : name.EndsWith("_sum"u8) ? name[..^4]
        : name;

    private static ulong Key(LabelScanner labels, ReadOnlySpan<byte> body, ReadOnlySpan<byte> name,
        MetricType type)
    {
        var hash = Add(Fnv1a.Start, name);
        foreach (var label in labels.Labels)
        {
            var labelName = label.Name.Of(body);
            if (type == MetricType.Histogram && labelName.SequenceEqual("le"u8)) continue;
            if (type == MetricType.Summary && labelName.SequenceEqual("quantile"u8)) continue;
            hash = Add(Add(hash, labelName), label.Value.Of(body));
        }

        return hash;
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> text)
    {
        foreach (var b in text) hash = Fnv1a.Add(hash, b);
        return Fnv1a.Add(hash, 0xFF);
    }
}
