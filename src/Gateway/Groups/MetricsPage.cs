using System.Buffers;
using System.IO.Pipelines;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// The page that is scraped: the gateway's own metrics and everything pushed, each family once and sorted by
/// name. Where groups disagree about a help text the first group's counts. It leaves a piece at a time.
/// </summary>
public static class MetricsPage
{
    private const int PieceSize = 64 << 10;

    public static async Task WriteAsync(
        IReadOnlyList<PushedGroup> groups, IEnumerable<MetricFamily> own, ExpositionType type,
        PipeWriter output, CancellationToken cancellation)
    {
        var pushed = ByName(groups);
        var ownByName = own.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var name in pushed.Keys.Concat(ownByName.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var ownFamily = ownByName.GetValueOrDefault(name);
            var families = pushed.GetValueOrDefault(name) ?? [];
            if (type is { Format: ExpositionFormat.Text, Escaping: EscapingScheme.Underscores })
                await WriteTextAsync(ownFamily, families, output, cancellation);
            else FamilyWriter.Write(Join(ownFamily, families), type, output);
            await BreatheAsync(output, cancellation);
        }

        await output.FlushAsync(cancellation);
    }

    private static Dictionary<string, List<PushedFamily>> ByName(IReadOnlyList<PushedGroup> groups)
    {
        var byName = new Dictionary<string, List<PushedFamily>>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var family in group.Families.Values)
            {
                if (family.IsEmpty) continue;
                if (!byName.TryGetValue(family.Name, out var families)) byName[family.Name] = families = [];
                families.Add(family);
            }
        }

        return byName;
    }

    private static async ValueTask WriteTextAsync(
        MetricFamily? own, List<PushedFamily> pushed, PipeWriter output, CancellationToken cancellation)
    {
        TextFamilyWriter.WriteHeader(
            own?.Name ?? pushed[0].Name, own?.Type ?? pushed[0].Type, Help(own, pushed),
            EscapingScheme.Underscores, output);
        if (own is not null) TextFamilyWriter.WriteMetrics(own, EscapingScheme.Underscores, output);
        foreach (var family in pushed)
        {
            output.Write(family.Text);
            await BreatheAsync(output, cancellation);
        }
    }

    /// <summary>Sends what has come together, so that a long page is never whole in memory.</summary>
    private static async ValueTask BreatheAsync(PipeWriter output, CancellationToken cancellation)
    {
        if (output.UnflushedBytes >= PieceSize) await output.FlushAsync(cancellation);
    }

    private static MetricFamily Join(MetricFamily? own, List<PushedFamily> pushed)
    {
        var metrics = new List<Metric>(own?.Metrics ?? []);
        foreach (var family in pushed) metrics.AddRange(family.Family.Metrics);
        return (own ?? pushed[0].Family) with { Help = Help(own, pushed), Metrics = metrics };
    }

    private static string Help(MetricFamily? own, List<PushedFamily> pushed)
    {
        if (own is not null) return own.Help;
        foreach (var family in pushed)
        {
            if (family.Help.Length > 0) return family.Help;
        }

        return "";
    }
}
