using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// What a target says of its families. A text that did not change since the last scrape costs a hash. Written
/// by the target's loop, read by the API.
/// </summary>
internal sealed class FamilyCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ByteKey, Family> _families = [];

    /// <summary>Takes a TYPE, HELP or UNIT entry.</summary>
    public void See(ScrapeParser parser, ISampleBatch batch)
    {
        var key = ByteKey.Of(parser.FamilyBytes);
        lock (_lock)
        {
            if (!_families.TryGetValue(key, out var family))
                _families[key] = family = new Family(parser.ReadFamily());
            if (!family.Take(parser)) return;
            batch.Describe(family.Name, family.Metadata);
        }
    }

    public IReadOnlyDictionary<string, MetricMetadata> Snapshot()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, MetricMetadata>(
                _families.Values.ToDictionary(f => f.Name, f => f.Metadata), StringComparer.Ordinal);
        }
    }

    /// <summary>How many families there are, and how many bytes their texts have in UTF-8.</summary>
    public (int Count, long Size) Measure()
    {
        lock (_lock)
        {
            return (_families.Count, _families.Values.Sum(
                f => (long)Bytes(f.Name) + Bytes(f.Metadata.Help) + Bytes(f.Metadata.Unit)));
        }
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private sealed class Family(string name)
    {
        private ByteKey _help;
        private ByteKey _unit;
        private bool _hasType;

        public string Name { get; } = name;

        public MetricMetadata Metadata { get; private set; } = new(MetricType.Unknown, "", "");

        /// <summary>Whether the entry says something new.</summary>
        public bool Take(ScrapeParser parser)
        {
            switch (parser.Kind)
            {
                case EntryKind.Type:
                    if (_hasType && Metadata.Type == parser.Type) return false;
                    (_hasType, Metadata) = (true, Metadata with { Type = parser.Type });
                    return true;
                case EntryKind.Help:
                    if (!Changed(ref _help, parser.TextBytes)) return false;
                    Metadata = Metadata with { Help = parser.ReadText() };
                    return true;
                default:
                    if (!Changed(ref _unit, parser.TextBytes)) return false;
                    Metadata = Metadata with { Unit = parser.ReadText() };
                    return true;
            }
        }

        private static bool Changed(ref ByteKey known, ReadOnlySpan<byte> text)
        {
            var key = ByteKey.Of(text);
            if (key == known) return false;
            known = key;
            return true;
        }
    }
}
