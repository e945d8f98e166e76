using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>The two families that every group has, whatever was pushed under their names.</summary>
internal static class PushTimes
{
    public const string Pushed = "push_time_seconds";
    public const string Failed = "push_failure_time_seconds";

    private const string PushedHelp = "Last Unix time when changing this group in the Pushgateway succeeded.";
    private const string FailedHelp = "Last Unix time when changing this group in the Pushgateway failed.";

    public static bool Has(string family) => family is Pushed or Failed;

    public static PushedFamily PushedFamily(Labels key, DateTimeOffset? at, DateTimeOffset now,
        PushedFamily? before) =>
        Make(Pushed, PushedHelp, key, at, now, before);

    public static PushedFamily FailedFamily(Labels key, DateTimeOffset? at, DateTimeOffset now,
        PushedFamily? before) =>
        Make(Failed, FailedHelp, key, at, now, before);

    private static PushedFamily Make(
        string name, string help, Labels key, DateTimeOffset? at, DateTimeOffset now, PushedFamily? before)
    {
        var seconds = at is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks / 1e7 : 0;
        var labels = GroupLabels.Merge(Labels.Empty, key);
        return new PushedFamily(
            new MetricFamily(name, MetricType.Gauge, help, "", [new ValueMetric(labels, seconds)]), now,
            before);
    }
}
