namespace Hotaru.Promql;

/// <summary>
/// Where a range function leaves its annotations: the place of its range and the metric's name.
/// </summary>
internal readonly record struct RangeNotes(QueryContext Context, TextRange At, string MetricName)
{
    public void Mixed() => Context.Annotations.Warn(At, Texts.Mixed(MetricName));

    public void MixedSchemas() => Context.Annotations.Warn(At, Texts.MixedSchemas(MetricName));

    public void NotCounter() => Context.Annotations.Warn(At, Texts.NotCounter(MetricName));

    public void NotGauge() => Context.Annotations.Warn(At, Texts.NotGauge(MetricName));

    public void IgnoredHistograms() => Context.Annotations.Inform(At, Texts.IgnoredInRange(MetricName));

    public void Reconciled(string operation) => Context.Annotations.Inform(At, Texts.Reconciled(operation));

    public void Collision(string operation) => Context.Annotations.Warn(At, Texts.Collision(operation));

    public void StartOverlap() => Context.Annotations.WarnOfStartOverlap(At, MetricName);
}
