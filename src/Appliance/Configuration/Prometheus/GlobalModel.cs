using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>global: of prometheus.yml.</summary>
internal sealed record GlobalModel
{
    public TimeSpan ScrapeInterval { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan ScrapeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan RuleQueryOffset { get; init; }

    public Labels ExternalLabels { get; init; } = Labels.Empty;

    /// <summary>Null: it depends on whether the job scrapes native histograms.</summary>
    public IReadOnlyList<ScrapeProtocol>? Protocols { get; init; }

    public ScrapeLimits Limits { get; init; } = new();

    public bool NativeHistograms { get; init; }

    public bool AlwaysClassicHistograms { get; init; }

    public bool ConvertClassicHistograms { get; init; }

    /// <summary>As written; empty: none.</summary>
    public string FailureLogFile { get; init; } = "";

    public bool ExtraMetrics { get; init; }

    public bool LegacyNames { get; init; }

    /// <summary>Empty: it follows from whether names are legacy.</summary>
    public string EscapingScheme { get; init; } = "";
}
