using Hotaru.Model;
using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>Which alerts a request asks for.</summary>
internal sealed class AlertFilter
{
    private static readonly string[] TrueWords =
        ["true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"];

    private readonly IReadOnlyList<Matcher> _matchers;
    private readonly GoRegex? _receiver;
    private readonly bool _active;
    private readonly bool _silenced;
    private readonly bool _inhibited;

    private AlertFilter(IQueryCollection query, IReadOnlyList<Matcher> matchers, GoRegex? receiver)
    {
        (_matchers, _receiver) = (matchers, receiver);
        _active = IsTrue(query, "active");
        _silenced = IsTrue(query, "silenced");
        _inhibited = IsTrue(query, "inhibited");
    }

    /// <exception cref="FormatException">A filter or the receiver's expression is not valid.</exception>
    public static AlertFilter Of(IQueryCollection query, MatcherDialect dialect)
    {
        var receiver = query["receiver"].ToString();
        return new AlertFilter(
            query, Matchers(query, dialect), receiver.Length > 0 ? GoRegex.Anchored(receiver) : null);
    }

    /// <exception cref="FormatException">A filter is not valid.</exception>
    public static IReadOnlyList<Matcher> Matchers(IQueryCollection query, MatcherDialect dialect) =>
        [.. query["filter"].Select(text => MatcherSyntax.ParseOne(text ?? "", dialect))];

    public bool TakesReceiver(string receiver) => _receiver?.IsMatch(receiver) ?? true;

    public bool TakesLabels(Labels labels)
    {
        foreach (var matcher in _matchers)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }

    public bool TakesStanding(AlertStanding standing) =>
        (_active || !standing.IsActive)
        && (_silenced || standing.SilencedBy.Count == 0)
        && (_inhibited || standing.InhibitedBy.Count == 0);

    private static bool IsTrue(IQueryCollection query, string name) =>
        !query.TryGetValue(name, out var value)
        || TrueWords.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase);
}
