namespace Hotaru.Indicator;

/// <summary>
/// What the last process said. Until the rules that had alerts were evaluated again, their silence means
/// nothing: the lamp must not turn green because of a restart.
/// </summary>
internal sealed class HeldState(IndicatorRecord record, DateTimeOffset startedAt)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Fault is this process's own finding and is not held over from the last one.</summary>
    public IndicatorState State { get; } =
        record.State == IndicatorState.Fault ? IndicatorState.Ok : record.State;

    public DateTimeOffset Since => record.Since;

    public IReadOnlyList<string> Sources => record.Sources;

    public bool IsOver(AlertBoard board, DateTimeOffset now) =>
        (record.Sources.Count > 0 && record.Sources.All(board.HasHeard))
        || (now - startedAt).Duration() > Longest;
}
