using System.Text.Json;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Web.Alertmanager;

/// <summary>Reads posted alerts: the schema first, for all of them, then each one's own soundness.</summary>
internal sealed class AlertReader(NotifierService notifier, TimeProvider time)
{
    /// <param name="problems">What is wrong with those that were left out.</param>
    /// <exception cref="SchemaException">Nothing of the body is taken.</exception>
    public List<AlertEntry> Read(JsonElement body, List<string> problems)
    {
        if (body.ValueKind == JsonValueKind.Null) return [];
        if (body.ValueKind != JsonValueKind.Array) throw SchemaException.Unreadable(
            "it is not a list of alerts");
        var now = time.GetUtcNow();
        var read = body.EnumerateArray().Select(alert => ReadOne(alert, now)).ToList();
        List<AlertEntry> sound = [];
        foreach (var alert in read)
        {
            var problem = Problem(alert);
            if (problem.Length == 0) sound.Add(alert);
            else problems.Add(problem);
        }

        return sound;
    }

    private AlertEntry ReadOne(JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object) throw SchemaException.Unreadable(
            "an alert is not an object");
        var labels = RequestBody.Map(json, "labels") ?? throw SchemaException.Missing("labels");
        var annotations = RequestBody.Map(json, "annotations") ?? Labels.Empty;
        var (starts, ends) = (RequestBody.Time(json, "startsAt"), RequestBody.Time(json, "endsAt"));
        var url = RequestBody.Text(json, "generatorURL") ?? "";
        if (!IsUri(url)) throw new SchemaException(
            422, $"generatorURL in body must be of type uri: \"{url}\"");
        return new AlertEntry(
            WithoutEmpty(labels), annotations, starts ?? ends ?? now, ends
                ?? now + notifier.Model.ResolveTimeout, now,
            IsTimeout: ends is null, url);
    }

    private string Problem(AlertEntry alert)
    {
        var dialect = notifier.Options.Dialect;
        if (alert.EndsAt < alert.StartsAt && !alert.IsTimeout) return "start time must be before end time";
        if (alert.Labels.Count == 0) return "at least one label pair required";
        foreach (var label in alert.Labels.Span)
        {
            if (!MatcherSyntax.IsLabelName(
                label.Name, dialect)) return $"invalid label set: invalid name \"{label.Name}\"";
        }

        foreach (var label in alert.Annotations.Span)
        {
            if (!MatcherSyntax.IsLabelName(label.Name, dialect))
                return $"invalid annotations: invalid name \"{label.Name}\"";
        }

        return "";
    }

    private static Labels WithoutEmpty(Labels labels) =>
        labels.Any(l => l.Value.Length == 0) ? Labels.FromSorted([.. labels.Where(l => l.Value.Length > 0)])
            : labels;

    /// <summary>Absolute, or a path from the root.</summary>
    private static bool IsUri(string text)
    {
        if (text.Length == 0 || text[0] == '/') return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(text[0]) && !text.Any(char.IsControl)
            && text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
    }
}
