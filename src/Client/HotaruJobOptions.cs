namespace Hotaru.Client;

/// <summary>
/// How a job is watched; every value has a default that suits a job of a few seconds to a few hours.
/// </summary>
public sealed record HotaruJobOptions
{
    /// <summary>
    /// The appliance; null takes $HOTARU_URL, and http://127.0.0.1:9090 where that is not set.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>A Pushgateway to push to instead of the appliance; then no runs are reported.</summary>
    public Uri? PushUrl { get; init; }

    /// <summary>Time between two pushes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that the end of the job is held up, and that one push may take.</summary>
    public TimeSpan ExitPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether the instruments of a meter are pushed; null takes all but those of System.* and Microsoft.*.
    /// </summary>
    public Func<string, bool>? Meters { get; init; }

    /// <summary>Labels of the group besides job and those of the environment; these win.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// At most so many series are kept; more are counted in hotaru_client_dropped_series_total.
    /// </summary>
    public int MostSeries { get; init; } = 2000;

    /// <summary>For tests: what sends.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>For tests: the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
