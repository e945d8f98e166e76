using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// A family of one group, with the grouping labels in its metrics. It does not change; what it caches (the
/// series behind its samples and its text) is only made faster to get by keeping it. Once stored it is kept
/// as values and text, where it has nothing more to it.
/// </summary>
public sealed class PushedFamily
{
    private readonly MetricFamily _header;
    private volatile MetricFamily? _family;
    private double[]? _values;
    private byte[]? _text;

    internal PushedFamily(MetricFamily family, DateTimeOffset pushedAt, PushedFamily? before = null)
    {
        (_family, PushedAt) = (family, pushedAt);
        IsSameSeries = before?.HasSeriesOf(family) == true;
        _header = IsSameSeries && before!._header.Help == family.Help && before._header.Unit == family.Unit
            ? before._header : family with { Metrics = [] };
        if (IsSameSeries) (Series, References) = (before!.Series, before.References);
        else (Series, References) = Lay(family);
    }

    /// <summary>The whole of it; made anew at each call where it is kept as values.</summary>
    public MetricFamily Family =>
        _family ?? _header with { Metrics = CompactMetrics.Unpack(Series, _values!) };

    public string Name => _header.Name;

    public MetricType Type => _header.Type;

    public string Help => _header.Help;

    public string Unit => _header.Unit;

    public bool IsEmpty => Series.Length == 0;

    /// <summary>When the push that brought it arrived.</summary>
    public DateTimeOffset PushedAt { get; }

    /// <summary>The series of the samples, in the order of <see cref="FamilySamples"/>.</summary>
    internal Labels[] Series { get; }

    /// <summary>
    /// The storage's short names of the series; filled in by appends under the group's gate.
    /// </summary>
    internal SeriesReference[] References { get; }

    /// <summary>Whether the family before it had the very same series.</summary>
    internal bool IsSameSeries { get; }

    /// <summary>
    /// The lines of text 0.0.4 without the header. Two readers may make it at once: both make the same.
    /// </summary>
    internal ReadOnlySpan<byte> Text => _text ??= Write();

    /// <summary>Lets go of what can be made again. The push that brought it is through.</summary>
    internal void Compact()
    {
        if (_family is not { } family || CompactMetrics.TryPack(family) is not { } values) return;
        // Readers look at the family first and find the values in their place once it is gone.
        _values = values;
        _family = null;
    }

    private bool HasSeriesOf(MetricFamily family)
    {
        if (_family is { } whole) return FamilySamples.HaveSameSeries(whole, family);
        return Name == family.Name && Type == family.Type
            && CompactMetrics.HaveSeries(family.Metrics, Series);
    }

    private byte[] Write()
    {
        var output = ScratchBytes.Take();
        TextFamilyWriter.WriteMetrics(Family, EscapingScheme.Underscores, output);
        return output.WrittenSpan.ToArray();
    }

    private static (Labels[] Series, SeriesReference[] References) Lay(MetricFamily family)
    {
        var series = new List<Labels>(family.Metrics.Count);
        foreach (var sample in FamilySamples.Of(family)) series.Add(sample.SeriesLabels(family.Name));
        return ([.. series], new SeriesReference[series.Count]);
    }
}
