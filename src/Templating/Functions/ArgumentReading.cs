namespace Hotaru.Templating;

/// <summary>Reads the arguments of a function, whose kinds have been checked already.</summary>
public static class ArgumentReading
{
    public static string Text(this TemplateValue value) =>
        value is StringValue text ? text.Value : GoPrinter.Print(value);

    public static long Whole(this TemplateValue value) => value switch
    {
        IntValue whole => whole.Value,
        DurationValue duration => duration.Value.Ticks * 100,
        FloatValue number => (long)number.Value,
        _ => 0,
    };

    public static double Number(this TemplateValue value) => value switch
    {
        FloatValue number => number.Value,
        IntValue whole => whole.Value,
        DurationValue duration => duration.Value.Ticks * 100.0,
        _ => double.NaN,
    };

    public static TimeSpan Span(this TemplateValue value) => value switch
    {
        DurationValue duration => duration.Value,
        IntValue nanoseconds => TimeSpan.FromTicks(nanoseconds.Value / 100),
        _ => TimeSpan.Zero,
    };

    public static DateTimeOffset Moment(this TemplateValue value) =>
        value is TimeValue time ? time.Value : DateTimeOffset.UnixEpoch;

    public static IReadOnlyList<TemplateValue> Entries(this TemplateValue value) =>
        value is ListValue list ? list.Items : [];
}
