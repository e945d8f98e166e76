using System.Text;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Puts a target's labels onto what it exposes, relabels, and checks the limits.</summary>
internal sealed class SampleLabels(Target target)
{
    private readonly LabelsBuilder _builder = new();

    /// <summary>The labels to store, or null where metric relabeling drops the series.</summary>
    /// <exception cref="ScrapeException">A limit is exceeded, or the name is missing or not
    /// allowed.</exception>
    public Labels? Of(Labels exposed)
    {
        _builder.Reset(exposed);
        if (target.Job.HonorLabels) Honor();
        else Override();
        if (!Relabeler.Apply(_builder, target.Job.MetricRelabeling)) return null;
        var labels = WithoutEmpty(_builder.Build());
        Check(labels);
        return labels;
    }

    /// <summary>The labels of up and its like.</summary>
    public Labels OfReport(string name) => target.Labels.With(LabelNames.MetricName, name);

    private void Honor()
    {
        foreach (var label in target.Labels)
        {
            if (!_builder.Has(label.Name)) _builder.Set(label.Name, label.Value);
        }
    }

    private void Override()
    {
        List<Label>? conflicting = null;
        foreach (var label in target.Labels)
        {
            if (_builder[label.Name] is { Length: > 0 } exposed)
                (conflicting ??= []).Add(new Label(label.Name, exposed));
            _builder.Set(label.Name, label.Value);
        }

        if (conflicting is null) return;
        // The shortest first: what is exposed as a and as exported_a ends up in this order.
        foreach (var label in conflicting.OrderBy(static l => l.Name.Length))
        {
            var name = TargetLabels.ExportedPrefix + label.Name;
            while (_builder[name].Length > 0) name = TargetLabels.ExportedPrefix + name;
            _builder.Set(name, label.Value);
        }
    }

    private static Labels WithoutEmpty(Labels labels)
    {
        foreach (var label in labels)
        {
            if (label.Value.Length > 0) continue;
            var builder = new LabelsBuilder();
            foreach (var kept in labels) builder.Set(kept.Name, kept.Value);
            return builder.Build();
        }

        return labels;
    }

    private void Check(Labels labels)
    {
        var name = labels.MetricName;
        if (name.Length == 0) throw new ScrapeException("a series has no metric name after relabeling");
        var limits = target.Job.Limits;
        if (limits.Labels > 0 && labels.Count > limits.Labels)
        {
            throw new ScrapeException(
                $"label_limit exceeded (metric: {name}, number of labels: {labels.Count}, "
                + $"limit: {limits.Labels})");
        }

        if (limits.LabelNameLength == 0 && limits.LabelValueLength == 0 && !target.Job.LegacyNames) return;
        foreach (var label in labels) Check(label, name, limits);
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private void Check(Label label, string metric, ScrapeLimits limits)
    {
        if (limits.LabelNameLength > 0 && Bytes(label.Name) > limits.LabelNameLength)
        {
            throw new ScrapeException($"label_name_length_limit exceeded (metric: {metric}, label name: "
                + $"{label.Name}, length: {Bytes(label.Name)}, limit: {limits.LabelNameLength})");
        }

        if (limits.LabelValueLength > 0 && Bytes(label.Value) > limits.LabelValueLength)
        {
            throw new ScrapeException($"label_value_length_limit exceeded (metric: {metric}, label name: "
                + $"{label.Name}, length: {Bytes(label.Value)}, limit: {limits.LabelValueLength})");
        }

        if (!target.Job.LegacyNames) return;
        var isValid = label.Name == LabelNames.MetricName
            ? LabelNames.IsLegacyValidMetric(label.Value)
            : LabelNames.IsLegacyValid(label.Name);
        if (!isValid)
            throw new ScrapeException(
                $"{metric} has a name outside [a-zA-Z_][a-zA-Z0-9_]*, and the job takes no others");
    }
}
