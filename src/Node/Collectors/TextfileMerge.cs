using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Node;

/// <summary>
/// Joins the files of one scrape into the page. A family that a collector has already, one that comes with
/// another type, and a series that comes twice are conflicts: they are left out, the rest is kept.
/// </summary>
internal sealed class TextfileMerge(NodePage page)
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<Labels> _series = [];

    public bool HasConflict { get; private set; }

    /// <summary>Adds a file whole, or nothing of it where it is faulty.</summary>
    public bool TryAdd(byte[] body, string path)
    {
        try
        {
            foreach (var sample in Parse(body, path)) Add(sample);
            return true;
        }
        catch (ExpositionException)
        {
            return false;
        }
    }

    private static List<Sample> Parse(byte[] body, string path)
    {
        var samples = new List<Sample>();
        var helps = new Dictionary<string, string>(StringComparer.Ordinal);
        var types = new Dictionary<string, MetricType>(StringComparer.Ordinal);
        var parser = ScrapeParser.For(ExpositionFormat.Text, body);
        while (parser.Next())
        {
            if (parser.Kind == EntryKind.Type) types[parser.ReadFamily()] = parser.Type;
            else if (parser.Kind == EntryKind.Help) helps[parser.ReadFamily()] = parser.ReadText();
            if (parser.Kind != EntryKind.Sample) continue;
            if (parser.TimestampMs is not null)
                throw new ExpositionException(
                    "a sample has a timestamp, which a textfile must not give", 1, 1);
            var labels = parser.ReadLabels();
            var family = FamilyOf(labels.MetricName, types);
            samples.Add(new Sample(
                family, types.GetValueOrDefault(family),
                    helps.GetValueOrDefault(family, $"Metric read from {path}"),
                Encoding.UTF8.GetString(parser.Series), labels, parser.Value));
        }

        return samples;
    }

    /// <summary>The parts of a histogram or summary belong to the name without their suffix.</summary>
    private static string FamilyOf(string name, Dictionary<string, MetricType> types)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_bucket", "_count", "_sum"])
        {
            if (!name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var stem = name[..^suffix.Length];
            if (types.GetValueOrDefault(stem) is MetricType.Histogram or MetricType.Summary) return stem;
        }

        return name;
    }

    private void Add(Sample sample)
    {
        var family = page.Family(sample.Family, sample.Type, sample.Help);
        var isTaken = (!family.IsEmpty && !_own.Contains(sample.Family)) || family.Type != sample.Type;
        if (isTaken || !_series.Add(sample.Labels))
        {
            HasConflict = true;
            return;
        }

        _own.Add(sample.Family);
        family.AddSeries(sample.Series, sample.Value);
    }

    private sealed record Sample(
        string Family, MetricType Type, string Help, string Series, Labels Labels, double Value);
}
