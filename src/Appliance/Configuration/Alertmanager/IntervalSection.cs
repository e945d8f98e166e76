using System.Globalization;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads named time intervals, also under their old name.</summary>
internal static class IntervalSection
{
    private static readonly string[] Weekdays =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december",
    ];

    public static IReadOnlyDictionary<string, IReadOnlyList<TimeInterval>> Read(ConfigMap file)
    {
        var intervals = new Dictionary<string, IReadOnlyList<TimeInterval>>(StringComparer.Ordinal);
        foreach (var node in file.List("mute_time_intervals").Concat(file.List("time_intervals")))
        {
            var map = node.Map();
            var name = map.Required("name", "a time interval");
            var parts = map.List("time_intervals").Select(part => Part(part.Map())).ToList();
            if (name.Length > 0 && !intervals.TryAdd(name, parts))
                map.Problems.Add(
                    map["name"]!.At, $"the time interval \"{name}\" is defined twice", "rename one of them");
            map.End();
        }

        return intervals;
    }

    private static TimeInterval Part(ConfigMap map)
    {
        var interval = new TimeInterval(
            [.. map.List("times").Select(Times).OfType<NumberRange>()],
            Ranges(map, "weekdays", text => Name(text, Weekdays, 0), CheckOrder),
            Ranges(map, "days_of_month", Day, CheckDays),
            Ranges(map, "months", text => Name(text, Months, 1) ?? Number(text, 1, 12), CheckOrder),
            Ranges(map, "years", text => Number(text, 0, 9999), CheckOrder),
            Zone(map));
        map.End();
        return interval;
    }

    private static NumberRange? Times(ConfigNode node)
    {
        var map = node.Map();
        var (start, end) = (Minute(map, "start_time"), Minute(map, "end_time"));
        map.End();
        if (start is null || end is null) return null;
        if (start < end) return new NumberRange(start.Value, end.Value - 1);
        map.Problems.Add(
            map.At, "the time ends before it starts", "for a time across midnight write two of them");
        return null;
    }

    private static int? Minute(ConfigMap map, string name)
    {
        var text = map.Required(name, "a time");
        var parts = text.Split(':');
        if (parts.Length == 2 && parts[0].Length is 1 or 2 && parts[1].Length == 2
            && Number(parts[0], 0, 24) is { } hour && Number(parts[1], 0, 59) is { } minute
            && hour * 60 + minute <= 1440) return hour * 60 + minute;
        if (text.Length > 0)
            map.Problems.Add(
                map[name]!.At, $"\"{text}\" is not a time of day", "write HH:MM from 00:00 to 24:00");
        return null;
    }

    private static List<NumberRange> Ranges(
        ConfigMap map, string name, Func<string, int?> member, Func<NumberRange, string> check)
    {
        List<NumberRange> ranges = [];
        foreach (var node in map.List(name))
        {
            var text = (node.Text() ?? "").ToLowerInvariant();
            var ends = text.Split(':');
            var (first, last) = (member(ends[0].Trim()), member(ends[^1].Trim()));
            if (ends.Length > 2 || first is null || last is null)
            {
                node.Problems.Add(node.At, $"\"{text}\" is not one of {name}, nor a range of them");
                continue;
            }

            var range = new NumberRange(first.Value, last.Value);
            var problem = check(range);
            if (problem.Length > 0) node.Problems.Add(node.At, $"\"{text}\" {problem}");
            ranges.Add(range);
        }

        return ranges;
    }

    private static string CheckOrder(NumberRange range) => range.First > range.Last ? "runs backwards" : "";

    private static string CheckDays(NumberRange range)
    {
        if (range.First < 0 && range.Last > 0) return "begins at the month's end and ends at its start";
        // In the longest month, day -1 is the 31st.
        var first = range.First < 0 ? 31 + range.First + 1 : range.First;
        var last = range.Last < 0 ? 31 + range.Last + 1 : range.Last;
        return first > last ? "runs backwards" : "";
    }

    private static int? Day(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day)
        && day is not 0 and >= -31 and <= 31 ? day : null;

    private static int? Name(string text, string[] names, int first) =>
        Array.IndexOf(names, text) is >= 0 and var index ? index + first : null;

    private static int? Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max ? number : null;

    private static TimeZoneInfo Zone(ConfigMap map)
    {
        var name = map.Text("location");
        if (name.Length == 0 || name == "UTC") return TimeZoneInfo.Utc;
        if (name == "Local") return TimeZoneInfo.Local;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            && name.Contains('/', StringComparison.Ordinal))
            return zone;
        if (zone is not null) return zone;
        map.Problems.Add(
            map["location"]!.At, $"\"{name}\" is not a time zone", "write a name such as Europe/Berlin");
        return TimeZoneInfo.Utc;
    }
}
