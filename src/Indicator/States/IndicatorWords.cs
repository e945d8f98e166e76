namespace Hotaru.Indicator;

/// <summary>The words of the API and of the console.</summary>
public static class IndicatorWords
{
    public static string Of(IndicatorState state) => state switch
    {
        IndicatorState.Ok => "ok",
        IndicatorState.Pending => "pending",
        IndicatorState.Acknowledged => "acknowledged",
        IndicatorState.Warning => "warning",
        IndicatorState.Fault => "fault",
        _ => "critical",
    };

    public static string Of(LampShow show) => show switch
    {
        LampShow.Ok => "ok",
        LampShow.Pending => "pending",
        LampShow.Warning => "warning",
        LampShow.Critical => "critical",
        LampShow.AcknowledgedWarning => "acknowledged_warning",
        LampShow.AcknowledgedCritical => "acknowledged_critical",
        LampShow.Resolved => "resolved",
        LampShow.Fault => "fault",
        LampShow.Updating => "updating",
        LampShow.Claim => "claim",
        _ => "no_network",
    };

    public static string Of(AlertLevel level) => level switch
    {
        AlertLevel.Critical => "critical",
        AlertLevel.Warning => "warning",
        _ => "none",
    };

    internal static IndicatorState? State(string word)
    {
        foreach (var state in Enum.GetValues<IndicatorState>())
        {
            if (Of(state) == word) return state;
        }

        return null;
    }
}
