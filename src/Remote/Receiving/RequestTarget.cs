using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Where the parts of one request go: the batch, and the tally of what was stored and refused.
/// </summary>
internal sealed class RequestTarget(ISampleBatch batch)
{
    public Refusals Refusals { get; } = new();

    public int Samples { get; private set; }

    public int Histograms { get; private set; }

    public int Exemplars { get; private set; }

    public void Sample(
        ReceivedSeries series, ref SeriesReference reference, long timestampMs, double value, long startMs)
    {
        if (series.Fault is not null)
        {
            Refusals.Add(series.Fault, series.Labels, timestampMs);
            return;
        }

        var outcome = batch.Append(ref reference, series.Labels, timestampMs, value, startMs);
        if (outcome <= AppendOutcome.Duplicate) Samples++;
        else Refusals.Add(outcome, series.Labels, timestampMs);
    }

    public void Histogram(ReceivedSeries series, ref SeriesReference reference, in DecodedHistogram histogram)
    {
        var fault = series.Fault ?? histogram.Fault;
        if (fault is not null)
        {
            Refusals.Add(fault, series.Labels, histogram.TimestampMs);
            return;
        }

        var outcome = batch.Append(
            ref reference, series.Labels, histogram.TimestampMs, histogram.Value, histogram.StartMs);
        if (outcome <= AppendOutcome.Duplicate) Histograms++;
        else Refusals.Add(outcome, series.Labels, histogram.TimestampMs);
    }

    public void Exemplar(ReceivedSeries series, ref SeriesReference reference, Exemplar exemplar)
    {
        if (series.Fault is not null) return;
        batch.Append(ref reference, series.Labels, exemplar, exemplar.TimestampMs ?? 0);
        Exemplars++;
    }

    public void Describe(string family, MetricMetadata metadata)
    {
        if (family.Length > 0) batch.Describe(family, metadata);
    }
}
