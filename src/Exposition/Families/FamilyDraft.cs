using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>A family while its body is being read.</summary>
internal sealed class FamilyDraft(string name)
{
    private readonly Dictionary<Labels, MetricDraft> _drafts = [];

    public string Name => name;

    public MetricType? Type { get; set; }

    public string? Help { get; set; }

    /// <summary>
    /// Plain values as they are, summaries and histograms as drafts, in the order of the body.
    /// </summary>
    public List<object> Metrics { get; } = [];

    public bool IsHistogram => Type is MetricType.Histogram or MetricType.GaugeHistogram;

    public bool IsSummary => Type is MetricType.Summary;

    /// <summary>
    /// The histogram or summary with these labels; it comes into the family at its first line.
    /// </summary>
    public MetricDraft Draft(Labels labels)
    {
        if (_drafts.TryGetValue(labels, out var draft)) return draft;
        draft = new MetricDraft(labels);
        _drafts.Add(labels, draft);
        Metrics.Add(draft);
        return draft;
    }

    public MetricFamily Build()
    {
        var metrics = new Metric[Metrics.Count];
        for (var i = 0; i < metrics.Length; i++)
        {
            metrics[i] = Metrics[i] is MetricDraft draft
                ? IsSummary ? draft.ToSummary() : draft.ToHistogram()
                : (Metric)Metrics[i];
        }

        return new MetricFamily(Name, Type ?? MetricType.Unknown, Help ?? "", "", metrics);
    }
}
