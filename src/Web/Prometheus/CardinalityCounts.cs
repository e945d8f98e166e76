using System.Text;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Which names, values and pairs the series are made of, for status/tsdb.</summary>
internal sealed class CardinalityCounts
{
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);

    public CardinalityCounts(IReadOnlyList<Labels> series)
    {
        Series = series.Count;
        foreach (var labels in series)
        {
            Add(_names, labels.MetricName, 1);
            foreach (var label in labels) See(label);
        }
    }

    public int Series { get; }

    public IReadOnlyDictionary<string, long> Names => _names;

    public IReadOnlyDictionary<string, long> Pairs => _pairs;

    public IReadOnlyDictionary<string, long> ValuesByName => _values;

    public IReadOnlyDictionary<string, long> BytesByName => _bytes;

    private void See(Label label)
    {
        var pair = $"{label.Name}={label.Value}";
        if (Add(_pairs, pair, 1) > 1) return;
        Add(_values, label.Name, 1);
        Add(_bytes, label.Name, Encoding.UTF8.GetByteCount(label.Value));
    }

    private static long Add(Dictionary<string, long> counts, string key, long by) =>
        counts[key] = counts.GetValueOrDefault(key) + by;
}
