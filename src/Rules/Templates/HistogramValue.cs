using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>A native histogram as a template shows it: <c>{count:3, sum:5, (1,2]:3}</c>.</summary>
internal static class HistogramValue
{
    public static TemplateValue Of(FloatHistogram histogram) => new RecordValue(
        [
            new("Count", TemplateValue.Of(histogram.Count)),
            new("Sum", TemplateValue.Of(histogram.Sum)),
            new("ZeroCount", TemplateValue.Of(histogram.ZeroCount)),
            new("Schema", TemplateValue.Of((long)histogram.Schema)),
        ],
        "*histogram.FloatHistogram", display: histogram.ToString());
}
