namespace Hotaru.Templating;

/// <summary>The methods of Go's time.Time and time.Duration that have a use in templates.</summary>
internal static class TimeMethods
{
    public static TemplateFunction? Of(TimeValue time, string name) => name switch
    {
        "Format" => TemplateFunction.Of(name, [ParameterKind.String],
            a => TemplateValue.Of(GoTime.Format(time, a[0].Text()))),
        "UTC" => Plain(name, TemplateValue.Of(time.Value.ToUniversalTime())),
        "Local" => Plain(name, time),
        "Unix" => Plain(name, TemplateValue.Of(time.Value.ToUnixTimeSeconds())),
        "UnixMilli" => Plain(name, TemplateValue.Of(time.Value.ToUnixTimeMilliseconds())),
        "UnixNano" => Plain(name, TemplateValue.Of((time.Value - DateTimeOffset.UnixEpoch).Ticks * 100)),
        "Year" => Plain(name, TemplateValue.Of((long)time.Value.Year)),
        "Month" => Plain(name, Month(time.Value)),
        "Day" => Plain(name, TemplateValue.Of((long)time.Value.Day)),
        "Hour" => Plain(name, TemplateValue.Of((long)time.Value.Hour)),
        "Minute" => Plain(name, TemplateValue.Of((long)time.Value.Minute)),
        "Second" => Plain(name, TemplateValue.Of((long)time.Value.Second)),
        "YearDay" => Plain(name, TemplateValue.Of((long)time.Value.DayOfYear)),
        "Weekday" => Plain(name, TemplateValue.Of(time.Value.DayOfWeek.ToString())),
        "IsZero" => Plain(name, TemplateValue.Of(time.Value == DateTimeOffset.MinValue)),
        "String" => Plain(name, TemplateValue.Of(time.Display)),
        "Add" => TemplateFunction.Of(name, [ParameterKind.Duration],
            a => new TimeValue(time.Value + a[0].Span(), time.Zone)),
        "Sub" => TemplateFunction.Of(name, [ParameterKind.Time],
            a => TemplateValue.Of(time.Value - a[0].Moment())),
        "After" => TemplateFunction.Of(name, [ParameterKind.Time],
            a => TemplateValue.Of(time.Value > a[0].Moment())),
        "Before" => TemplateFunction.Of(name, [ParameterKind.Time],
            a => TemplateValue.Of(time.Value < a[0].Moment())),
        "Equal" => TemplateFunction.Of(name, [ParameterKind.Time],
            a => TemplateValue.Of(time.Value == a[0].Moment())),
        _ => null,
    };

    public static TemplateFunction? Of(TimeSpan duration, string name) => name switch
    {
        "Seconds" => Plain(name, TemplateValue.Of(duration.TotalSeconds)),
        "Minutes" => Plain(name, TemplateValue.Of(duration.TotalMinutes)),
        "Hours" => Plain(name, TemplateValue.Of(duration.TotalHours)),
        "Milliseconds" => Plain(name, TemplateValue.Of(duration.Ticks / TimeSpan.TicksPerMillisecond)),
        "Microseconds" => Plain(name, TemplateValue.Of(duration.Ticks / 10)),
        "Nanoseconds" => Plain(name, TemplateValue.Of(duration.Ticks * 100)),
        "String" => Plain(name, TemplateValue.Of(GoTime.Duration(duration))),
        "Abs" => Plain(name, TemplateValue.Of(duration.Duration())),
        "Round" => TemplateFunction.Of(name, [ParameterKind.Duration],
            a => TemplateValue.Of(Round(duration, a[0].Span()))),
        "Truncate" => TemplateFunction.Of(name, [ParameterKind.Duration],
            a => TemplateValue.Of(Truncate(duration, a[0].Span()))),
        _ => null,
    };

    private static TemplateFunction Plain(string name, TemplateValue value) =>
        TemplateFunction.Of(name, [], _ => value);

    private static RecordValue Month(DateTimeOffset time) =>
        new([], "time.Month",
            display: time.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture));

    private static TimeSpan Truncate(TimeSpan duration, TimeSpan unit) =>
        unit <= TimeSpan.Zero ? duration : TimeSpan.FromTicks(duration.Ticks - duration.Ticks % unit.Ticks);

    private static TimeSpan Round(TimeSpan duration, TimeSpan unit)
    {
        if (unit <= TimeSpan.Zero) return duration;
        var rest = Math.Abs(duration.Ticks % unit.Ticks);
        var truncated = Truncate(duration, unit);
        return rest * 2 < unit.Ticks ? truncated : truncated + unit * Math.Sign(duration.Ticks);
    }
}
