using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// The alerts of one route that are told about together, and when. Held by the dispatcher's lock.
/// </summary>
internal sealed class AlertGroup(RouteModel route, Labels labels)
{
    public RouteModel Route => route;

    public Labels Labels => labels;

    /// <summary>As receivers see it: <c>{}/{team="b"}:{alertname="C"}</c>.</summary>
    public string Key { get; } = $"{route.Key}:{Shown(labels)}";

    /// <summary>The key under which its timing is stored; tells routes with equal matchers apart.</summary>
    public string StateKey => $"{route.Place} {Key}";

    /// <summary>Fingerprints; what they stand for now is in the alert book.</summary>
    public HashSet<ulong> Members { get; } = [];

    public bool HasFlushed { get; set; }

    public DateTimeOffset NextFlush { get; set; }

    public ITimer? Timer { get; set; }

    public bool IsGone { get; set; }

    private static string Shown(Labels labels) =>
        "{" + string.Join(", ", labels.Select(l => $"{l.Name}={GoText.Quote(l.Value)}")) + "}";
}
