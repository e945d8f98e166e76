using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>
/// Moves the alerts of one rule on by one evaluation: new ones are pending, fire after <c>for</c>, end after
/// <c>keep_firing_for</c>, and are kept for a while after that. One evaluation of one rule.
/// </summary>
internal sealed class AlertingEvaluation(AlertingRuleModel rule, RuleState state, AlertingContext context)
{
    /// <summary>How long a resolved alert is still told of.</summary>
    private const long ResolvedRetentionMs = 15 * 60 * 1000;

    private readonly LabelsBuilder _builder = new();
    private readonly TemplateValue _externalLabels = AlertTemplate.Map(context.ExternalLabels);
    private TemplateFunctions? _functions;

    /// <returns>The samples of ALERTS and ALERTS_FOR_STATE.</returns>
    /// <exception cref="RuleEvaluationException">Two alerts are the same, or there are more than the
    /// limit.</exception>
    public List<RuleSample> Run(IReadOnlyList<VectorSample> vector)
    {
        var found = Expand(vector);
        foreach (var (labels, alert) in found)
        {
            if (!state.Alerts.TryGetValue(labels, out var known) || known.State == AlertState.Resolved)
            {
                state.Alerts[labels] = alert;
                continue;
            }

            (known.Value, known.Annotations, known.IsRestored) = (alert.Value, alert.Annotations, false);
        }

        var samples = new List<RuleSample>();
        var active = 0;
        foreach (var alert in state.Alerts.Values.ToList())
        {
            if (!Advance(alert, found.ContainsKey(alert.Labels))) continue;
            active++;
            alert.ValidUntilMs = context.TimestampMs + context.ValidForMs;
            AddSamples(samples, alert);
        }

        if (context.Limit == 0 || active <= context.Limit) return samples;
        state.Alerts.Clear();
        throw new RuleEvaluationException($"exceeded limit of {context.Limit} with {active} alerts");
    }

    /// <summary>
    /// When an alert changes by time alone before the next evaluation; long.MaxValue for never.
    /// </summary>
    public static long NextChangeMs(AlertingRuleModel rule, RuleState state)
    {
        var next = long.MaxValue;
        foreach (var alert in state.Alerts.Values)
        {
            if (alert.State == AlertState.Pending)
                next = Math.Min(next, alert.ActiveAtMs + (long)rule.For.TotalMilliseconds);
            else if (alert is { State: AlertState.Firing, KeepFiringSinceMs: > 0 })
                next = Math.Min(next, alert.KeepFiringSinceMs + (long)rule.KeepFiringFor.TotalMilliseconds);
        }

        return next;
    }

    /// <summary>Whether the alert is pending or firing after this evaluation.</summary>
    private bool Advance(AlertInstance alert, bool isFound)
    {
        var now = context.TimestampMs;
        var hold = (long)rule.For.TotalMilliseconds;
        if (isFound) alert.KeepFiringSinceMs = 0;
        else if (!StaysWithoutSeries(alert)) return false;
        // After a restart a series may be late: until then its alert stays what it was.
        else if (alert.IsRestored) return true;

        if (alert.State == AlertState.Pending && now - alert.ActiveAtMs >= hold)
            (alert.State, alert.FiredAtMs) = (AlertState.Firing, now);
        if (alert.State == AlertState.Firing && now - alert.ActiveAtMs < hold)
            (alert.State, alert.FiredAtMs, alert.KeepFiringSinceMs) = (AlertState.Pending, 0, 0);
        return true;
    }

    private bool StaysWithoutSeries(AlertInstance alert)
    {
        var now = context.TimestampMs;
        if (alert.IsRestored && context.WaitsForRestored && alert.State != AlertState.Resolved) return true;
        alert.IsRestored = false;
        if (alert.State == AlertState.Firing && rule.KeepFiringFor > TimeSpan.Zero)
        {
            if (alert.KeepFiringSinceMs == 0) alert.KeepFiringSinceMs = now;
            if (now - alert.KeepFiringSinceMs < (long)rule.KeepFiringFor.TotalMilliseconds) return true;
        }

        if (alert.State == AlertState.Pending
            || (alert.ResolvedAtMs > 0 && now - alert.ResolvedAtMs > ResolvedRetentionMs))
            state.Alerts.Remove(alert.Labels);
        else if (alert.State == AlertState.Firing)
            (alert.State, alert.ResolvedAtMs) = (AlertState.Resolved, now);
        return false;
    }

    private Dictionary<Labels, AlertInstance> Expand(IReadOnlyList<VectorSample> vector)
    {
        var found = new Dictionary<Labels, AlertInstance>(vector.Count);
        foreach (var sample in vector)
        {
            var alert = Expand(sample);
            if (found.TryAdd(alert.Labels, alert)) continue;
            throw new RuleEvaluationException(
                "vector contains metrics with the same labelset after applying alert labels");
        }

        return found;
    }

    private AlertInstance Expand(VectorSample sample)
    {
        var data = AlertTemplate.Data(
            sample.Labels, _externalLabels, context.ExternalUrl, sample.Value, sample.Histogram);
        _builder.Reset(sample.Labels).Remove(LabelNames.MetricName);
        foreach (var template in rule.LabelTemplates)
            _builder.Set(template.Name, template.Expand(data, Functions));
        var labels = _builder.Set(LabelNames.AlertName, rule.Name).Build();
        _builder.Reset();
        foreach (var template in rule.AnnotationTemplates)
            _builder.Keep(template.Name, template.Expand(data, Functions));
        return new AlertInstance(labels)
        {
            Annotations = _builder.Build(),
            ActiveAtMs = context.TimestampMs,
            State = AlertState.Pending,
            Value = sample.Value,
        };
    }

    private TemplateFunctions Functions() =>
        _functions ??= RuleFunctions.For(Query, context.TimestampMs, context.ExternalUrl);

    private IReadOnlyList<VectorSample> Query(string text)
    {
        try
        {
            return context.Queries.Instant(text, context.TimestampMs, context.Cancellation);
        }
        catch (QueryException e)
        {
            throw new TemplateCallException(e.Message, e);
        }
    }

    private void AddSamples(List<RuleSample> samples, AlertInstance alert)
    {
        _builder.Reset();
        foreach (var label in rule.Labels) _builder.Set(label.Name, label.Value);
        foreach (var label in alert.Labels) _builder.Set(label.Name, label.Value);
        _builder.Set(LabelNames.MetricName, "ALERTS_FOR_STATE").Set(LabelNames.AlertName, rule.Name);
        var forState = _builder.Build();
        _builder.Set(LabelNames.MetricName, "ALERTS")
            .Set(LabelNames.AlertState, alert.State == AlertState.Firing ? "firing" : "pending");
        samples.Add(new RuleSample(_builder.Build(), 1));
        samples.Add(new RuleSample(forState, Math.Floor(alert.ActiveAtMs / 1000.0)));
    }
}
