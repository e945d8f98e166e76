using System.Buffers;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// A family of one group, with the grouping labels in its metrics. It does not change; what it caches (the
/// series behind its samples and its text) is only made faster to get by keeping it.
/// </summary>
public sealed class PushedFamily
{
    private byte[]? _text;

    internal PushedFamily(MetricFamily family, DateTimeOffset pushedAt, PushedFamily? before = null)
    {
        (Family, PushedAt) = (family, pushedAt);
        IsSameSeries = before is not null && FamilySamples.HaveSameSeries(before.Family, family);
        if (IsSameSeries) (Series, References) = (before!.Series, before.References);
        else (Series, References) = Lay(family);
    }

    public MetricFamily Family { get; }

    public string Name => Family.Name;

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

    private byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>();
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
