using Hotaru.Model;

namespace Hotaru.Notifier.Tests;

/// <summary>
/// Routes for tests: group_wait 30 s, group_interval 5 m, repeat_interval 4 h unless told otherwise.
/// </summary>
internal static class Routes
{
    public static RouteModel Root(
        string[]? groupBy = null, double wait = 30, double interval = 300, double repeat = 4 * 3600,
        IReadOnlyList<RouteModel>? routes = null) =>
        Of("{}", "0", [], groupBy ?? ["alertname"], wait, interval, repeat, false, routes);

    public static RouteModel Of(
        string key, string place, Matcher[] matchers, string[]? groupBy, double wait = 30, double interval =
            300,
        double repeat = 4 * 3600, bool goesOn = false, IReadOnlyList<RouteModel>? routes = null,
        string receiver = "ops") => new()
        {
            Key = key,
            Place = place,
            Receiver = receiver,
            Matchers = new LabelMatchers(matchers),
            GroupBy =
                groupBy,
            GroupWait = TimeSpan.FromSeconds(wait),
            GroupInterval = TimeSpan.FromSeconds(interval),
            RepeatInterval = TimeSpan.FromSeconds(repeat),
            Continue = goesOn,
            Routes = routes ?? [],
        };
}
