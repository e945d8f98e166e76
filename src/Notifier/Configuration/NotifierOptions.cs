using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>What is not in alertmanager.yml.</summary>
public sealed record NotifierOptions
{
    /// <summary>Where people reach this appliance; without a slash at its end.</summary>
    public string ExternalUrl { get; init; } = "http://localhost:9093";

    /// <summary>Which label names and matcher texts are taken.</summary>
    public MatcherDialect Dialect { get; init; } = MatcherDialect.Classic;

    /// <summary>
    /// Added to alerts of the own rules, as a Prometheus adds them on the way to its Alertmanagers.
    /// </summary>
    public Func<Labels> ExternalLabels { get; init; } = () => Labels.Empty;

    /// <summary>How long expired silences are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(120);

    /// <summary>For tests: takes the place of the services.</summary>
    internal Func<IntegrationConfig, INotificationSender>? Senders { get; init; }

    public DeliveryLimits Limits { get; init; } = DeliveryLimits.Default;
}
