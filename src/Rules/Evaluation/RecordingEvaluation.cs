using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>The series of a recording rule from the result of its expression.</summary>
internal static class RecordingEvaluation
{
    /// <exception cref="RuleEvaluationException">Two series are the same, or there are more than the
    /// limit.</exception>
    public static List<RuleSample> Run(RecordingRuleModel rule, IReadOnlyList<VectorSample> vector, int limit)
    {
        var samples = new List<RuleSample>(vector.Count);
        var seen = new HashSet<Labels>(vector.Count);
        var builder = new LabelsBuilder();
        foreach (var sample in vector)
        {
            builder.Reset(sample.Labels).Set(LabelNames.MetricName, rule.Name);
            foreach (var label in rule.Labels) builder.Set(label.Name, label.Value);
            var labels = builder.Build();
            if (!seen.Add(labels))
            {
                throw new RuleEvaluationException(
                    "vector contains metrics with the same labelset after applying rule labels");
            }

            samples.Add(new RuleSample(labels, sample.Value, sample.Histogram));
        }

        if (limit > 0 && samples.Count > limit)
            throw new RuleEvaluationException($"exceeded limit of {limit} with {samples.Count} series");
        return samples;
    }
}
