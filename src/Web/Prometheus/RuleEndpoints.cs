using Hotaru.Model;
using Hotaru.Rules;
using Hotaru.Templating;

namespace Hotaru.Web.Prometheus;

/// <summary>rules and alerts. Source: Prometheus's HTTP API page and its web/api/v1.</summary>
internal sealed class RuleEndpoints(Func<IReadOnlyList<RuleGroupStatus>> groups)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/rules", Rules);
        routes.Get("/alerts", _ => ApiResult.Of(WriteAlerts));
    }

    private ApiResult Rules(ApiRequest request)
    {
        var filter = RuleFilter.Of(request);
        var sorted = groups().OrderBy(g => g.Model.File, StringComparer.Ordinal)
            .ThenBy(g => g.Model.Name, StringComparer.Ordinal);
        var (page, nextToken) = filter.Page(sorted);
        return new ApiResult(async stream =>
        {
            var json = stream.Json;
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var (group, rules) in page)
            {
                Write(stream, group, rules, filter.ExcludesAlerts);
                await stream.BreatheAsync(request.Cancellation);
            }

            json.WriteEndArray();
            if (nextToken.Length > 0) json.WriteString("groupNextToken", nextToken);
            json.WriteEndObject();
        });
    }

    private static void Write(
        JsonStream stream, RuleGroupStatus group, IReadOnlyList<RuleStatus> rules, bool excludesAlerts)
    {
        var json = stream.Json;
        json.WriteStartObject();
        json.WriteString("name", group.Model.Name);
        json.WriteString("file", group.Model.File);
        json.WriteStartArray("rules");
        foreach (var rule in rules) Write(stream, rule, excludesAlerts);
        json.WriteEndArray();
        json.WriteNumber("interval", group.Model.Interval.TotalSeconds);
        json.WriteNumber("limit", group.Model.Limit);
        json.WriteNumber("evaluationTime", group.Duration.TotalSeconds);
        json.WriteString("lastEvaluation", ApiText.Time(group.EvaluatedAt ?? default));
        json.WriteEndObject();
    }

    private static void Write(JsonStream stream, RuleStatus rule, bool excludesAlerts)
    {
        var json = stream.Json;
        var alerting = rule.Model as AlertingRuleModel;
        json.WriteStartObject();
        if (alerting is not null) json.WriteString("state", rule.State);
        json.WriteString("name", rule.Model.Name);
        json.WriteString("query", rule.Model.Query);
        if (alerting is not null)
        {
            json.WriteNumber("duration", alerting.For.TotalSeconds);
            json.WriteNumber("keepFiringFor", alerting.KeepFiringFor.TotalSeconds);
        }

        json.WritePropertyName("labels");
        stream.Labels(rule.Model.Labels);
        if (alerting is not null)
        {
            json.WritePropertyName("annotations");
            stream.Labels(alerting.Annotations);
            json.WritePropertyName("alerts");
            if (excludesAlerts) json.WriteNullValue();
            else Write(stream, rule.Alerts);
        }

        json.WriteString("health", rule.Health switch
        {
            RuleHealth.Ok => "ok",
            RuleHealth.Bad => "err",
            _ => "unknown",
        });
        if (rule.LastError.Length > 0) json.WriteString("lastError", rule.LastError);
        json.WriteNumber("evaluationTime", rule.Duration.TotalSeconds);
        json.WriteString("lastEvaluation", ApiText.Time(rule.EvaluatedAt ?? default));
        json.WriteString("type", alerting is null ? "recording" : "alerting");
        json.WriteEndObject();
    }

    private void WriteAlerts(JsonStream stream)
    {
        stream.Json.WriteStartObject();
        stream.Json.WritePropertyName("alerts");
        Write(stream, groups().SelectMany(g => g.Rules).SelectMany(r => r.Alerts));
        stream.Json.WriteEndObject();
    }

    private static void Write(JsonStream stream, IEnumerable<ActiveAlert> alerts)
    {
        var json = stream.Json;
        json.WriteStartArray();
        foreach (var alert in alerts)
        {
            json.WriteStartObject();
            json.WritePropertyName("labels");
            stream.Labels(alert.Labels);
            json.WritePropertyName("annotations");
            stream.Labels(alert.Annotations);
            json.WriteString("state", alert.State == AlertState.Firing ? "firing" : "pending");
            json.WriteString("activeAt", ApiText.Time(alert.ActiveAt));
            if (alert.KeepFiringSince is { } since) json.WriteString("keepFiringSince", ApiText.Time(since));
            json.WriteString("value", GoDecimal.Format(alert.Value, 'e', -1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
