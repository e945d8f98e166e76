namespace Hotaru.Node;

/// <summary>The clock, the time zone and the sources of the clock.</summary>
internal sealed class TimeCollector(Machine machine) : ICollector
{
    public string Name => "time";

    public bool Collect(NodePage page)
    {
        var now = machine.Time.GetUtcNow();
        var seconds = (now - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
        page.Gauge("node_time_seconds", "The clock of the machine, seconds since the epoch.").Add(seconds);
        var zone = machine.Time.LocalTimeZone;
        // Without culture data the framework's names are the short ones (CET), but for UTC.
        var name = zone.Id is "UTC" or "Etc/UTC" ? "UTC"
            : zone.IsDaylightSavingTime(now) ? zone.DaylightName : zone.StandardName;
        page.Gauge("node_time_zone_offset_seconds", "Seconds the local time is ahead of UTC.")
            .Add(zone.GetUtcOffset(now).TotalSeconds, "time_zone"u8, name);
        foreach (var device in machine.Numbered(machine.Sys("devices/system/clocksource"), "clocksource"))
            CollectSources(
                page, $"{machine.Sys("devices/system/clocksource/")}{device}/",
                    device["clocksource".Length..]);
        return true;
    }

    private void CollectSources(NodePage page, string directory, string device)
    {
        var available =
            page.Gauge("node_time_clocksource_available_info", "Clock sources the kernel can use.");
        var all = machine.Line(directory + "available_clocksource") ?? "";
        foreach (var source in all.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            available.Begin().Label("clocksource"u8, source).Label("device"u8, device).End(1);
        if (machine.Line(directory + "current_clocksource") is not { Length: > 0 } current) return;
        page.Gauge("node_time_clocksource_current_info", "The clock source in use.").Begin()
            .Label("clocksource"u8, current).Label("device"u8, device).End(1);
    }
}
