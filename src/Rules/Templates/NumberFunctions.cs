using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>Numbers, durations and times in templates.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Of("humanize", v => TemplateValue.Of(Humanizing.Decimal(v))),
        Of("humanize1024", v => TemplateValue.Of(Humanizing.Powers1024(v))),
        Of("humanizePercentage", v => TemplateValue.Of(Humanizing.Percentage(v))),
        Of("humanizeTimestamp", v => TemplateValue.Of(
            double.IsFinite(v) ? Time(v).ToString() : GoDecimal.Format(v, 'g', 4))),
        Of("toTime", Time),
        Of("toDuration", v => TemplateValue.Of(Span(v))),
        TemplateFunction.Of("parseDuration", [ParameterKind.String], a => Parsed(a[0].Text())),
    ];

    private static TemplateFunction Of(string name, Func<double, TemplateValue> change) =>
        TemplateFunction.Of(name, [ParameterKind.Any], a => change(Humanizing.ToFloat(a[0])));

    private static TemplateValue Time(double seconds)
    {
        if (!double.IsFinite(seconds)) throw new TemplateCallException("value is NaN or Inf");
        var nanoseconds = seconds * 1e9;
        if (nanoseconds is > long.MaxValue or < long.MinValue)
        {
            throw new TemplateCallException(
                $"{GoDecimal.Format(seconds, 'g', -1)} cannot be represented as a "
                + "nanoseconds timestamp since it overflows int64");
        }

        // Times of samples are whole milliseconds.
        return TemplateValue.Of(DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Truncate(nanoseconds / 1e6)));
    }

    private static TimeSpan Span(double seconds) => TimeSpan.FromTicks(
        double.IsNaN(seconds) ? 0
            : (long)Math.Clamp(seconds * 1e7, long.MinValue / 2.0, long.MaxValue / 2.0));

    private static TemplateValue Parsed(string text)
    {
        var negative = text.StartsWith('-');
        if (PrometheusDuration.TryParse(negative ? text.AsSpan(1) : text, out var duration))
            return TemplateValue.Of(negative ? -duration.TotalSeconds : duration.TotalSeconds);
        throw new TemplateCallException(text.Length == 0
            ? "empty duration string"
            : $"not a valid duration string: {GoText.Quote(text)}");
    }
}
