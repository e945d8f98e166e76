using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// Writes what a rule says into storage, with stale markers for the series it no longer has.
/// </summary>
internal sealed class RuleOutput(ISampleSink sink)
{
    /// <returns>Why some samples were not taken, or the empty string.</returns>
    public async Task<string> WriteAsync(
        RuleState state, IReadOnlyList<RuleSample> samples, long timestampMs, CancellationToken cancellation)
    {
        using var batch = sink.Begin();
        var series = new Dictionary<Labels, SeriesReference>(samples.Count);
        var problem = "";
        foreach (var sample in samples)
        {
            state.Series.TryGetValue(sample.Labels, out var reference);
            var outcome = sample.Histogram is null
                ? batch.Append(ref reference, sample.Labels, timestampMs, sample.Value)
                : batch.Append(ref reference, sample.Labels, timestampMs, sample.Histogram);
            if (outcome is AppendOutcome.Accepted or AppendOutcome.Duplicate)
                series[sample.Labels] = reference;
            else problem = Reason(outcome);
        }

        foreach (var (labels, known) in state.Series)
        {
            if (series.ContainsKey(labels)) continue;
            var reference = known;
            // Refused markers are no problem: another rule may write the series by now.
            batch.Append(ref reference, labels, timestampMs, StaleMarker.Value);
        }

        await batch.CommitAsync(Durability.Journaled, null, cancellation).ConfigureAwait(false);
        state.Series = series;
        return problem;
    }

    /// <summary>Ends the series of rules that are gone.</summary>
    public async Task EndAsync(IEnumerable<Labels> series, long timestampMs, CancellationToken cancellation)
    {
        using var batch = sink.Begin();
        foreach (var labels in series)
        {
            var reference = default(SeriesReference);
            batch.Append(ref reference, labels, timestampMs, StaleMarker.Value);
        }

        await batch.CommitAsync(Durability.Journaled, null, cancellation).ConfigureAwait(false);
    }

    private static string Reason(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.OutOfBounds => "out of bounds",
        AppendOutcome.TooManySeries => "the number of series is at its limit",
        _ => "invalid labels",
    };
}
