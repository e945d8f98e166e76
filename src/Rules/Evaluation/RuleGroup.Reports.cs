using Hotaru.Model;

namespace Hotaru.Rules;

/// <content>What a group tells others: reports to the sinks, a status to the API.</content>
internal sealed partial class RuleGroup
{
    private void Report()
    {
        var alerts = new List<Alert>();
        foreach (var state in _rules)
        {
            if (state.Alerts.Count == 0) continue;
            var url = _configuration.ExternalUrl + AddressFunctions.Link(state.Model.Query, 1);
            foreach (var alert in state.Alerts.Values) alerts.Add(alert.ToAlert(url));
        }

        Tell(new AlertReport(Model.Source, alerts));
    }

    private void Tell(AlertReport report)
    {
        foreach (var sink in _environment.Sinks)
        {
            try
            {
                sink.Receive(report);
            }
            catch (Exception e)
            {
                LogSink(_environment.Log, sink.GetType().Name, e);
            }
        }
    }

    private RuleGroupStatus Snapshot(TimeSpan duration, DateTimeOffset? evaluatedAt) =>
        new(Model, [.. _rules.Select(Snapshot)], duration, evaluatedAt);

    private static RuleStatus Snapshot(RuleState state) => new(
        state.Model, state.Health, state.LastError, state.Duration, state.EvaluatedAt,
        [.. state.Alerts.Values.Where(a => a.State != AlertState.Resolved).OrderBy(a => a.Labels)
            .Select(Snapshot)]);

    private static ActiveAlert Snapshot(AlertInstance alert) => new(
        alert.Labels, alert.Annotations, alert.State,
        DateTimeOffset.FromUnixTimeMilliseconds(alert.ActiveAtMs),
        alert.KeepFiringSinceMs == 0 ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(alert.KeepFiringSinceMs),
        alert.Value);
}
