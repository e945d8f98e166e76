namespace Hotaru.Node;

/// <summary>
/// adjtimex(2): how well the clock follows its reference, and the pulse per second if there is one.
/// </summary>
internal sealed class ClockCollector : ICollector
{
    /// <summary>Parts per million with a 16-bit fraction, as the call gives frequencies.</summary>
    private const double PpmFraction = 1e6 * 65536;
    private const double Microsecond = 1e-6;

    public string Name => "timex";

    public bool Collect(NodePage page)
    {
        if (ClockState.Ask(out var isSynchronised) is not { } clock) return false;
        var unit = (clock.Status & ClockState.StatusNano) != 0 ? 1e9 : 1e6;
        page.Gauge("node_timex_sync_status", "Whether the clock follows a reliable server.")
            .Add(isSynchronised ? 1 : 0);
        page.Gauge("node_timex_offset_seconds", "Distance to the reference.").Add(clock.Offset / unit);
        page.Gauge("node_timex_frequency_adjustment_ratio", "Correction of the clock's frequency.")
            .Add(1 + clock.Frequency / PpmFraction);
        page.Gauge("node_timex_maxerror_seconds", "Largest error possible.")
            .Add(clock.MaximumErrorUs * Microsecond);
        page.Gauge("node_timex_estimated_error_seconds", "Error estimated.")
            .Add(clock.EstimatedErrorUs * Microsecond);
        page.Gauge("node_timex_status", "The status bits (STA_*).").Add(clock.Status);
        page.Gauge("node_timex_loop_time_constant", "Time constant of the control loop.").Add(clock.Constant);
        page.Gauge("node_timex_tick_seconds", "Time between ticks.").Add(clock.TickUs / 1e6);
        page.Gauge("node_timex_tai_offset_seconds", "Seconds atomic time is ahead of UTC.")
            .Add(clock.TaiOffset);
        CollectPulse(page, clock, unit);
        return true;
    }

    private static void CollectPulse(NodePage page, ClockState clock, double unit)
    {
        page.Gauge("node_timex_pps_frequency_hertz", "Frequency of the pulse.")
            .Add(clock.PpsFrequency / PpmFraction);
        page.Gauge("node_timex_pps_jitter_seconds", "Jitter of the pulse.").Add(clock.PpsJitter / unit);
        page.Gauge("node_timex_pps_shift_seconds", "Length of the pulse's interval.").Add(clock.PpsShift);
        page.Gauge("node_timex_pps_stability_hertz", "Mean change of the frequency.")
            .Add(clock.PpsStability / PpmFraction);
        page.Counter("node_timex_pps_jitter_total", "Times the jitter was above its limit.")
            .Add(clock.PpsJitterCount);
        page.Counter("node_timex_pps_calibration_total", "Intervals of calibration.")
            .Add(clock.PpsCalibrationCount);
        page.Counter("node_timex_pps_error_total", "Errors of calibration.").Add(clock.PpsErrorCount);
        page.Counter("node_timex_pps_stability_exceeded_total", "Times the stability was above its limit.")
            .Add(clock.PpsStabilityCount);
    }
}
