namespace Hotaru.Notifier;

/// <summary>An issue in Jira for each group of alerts.</summary>
public sealed record JiraConfig : IntegrationConfig
{
    public override string Kind => "jira";

    /// <summary>Of the REST API: <c>https://example.atlassian.net/rest/api/2/</c>.</summary>
    public required string ApiUrl { get; init; }

    /// <summary>Issues are searched as in Jira Cloud, not as in a data center's Jira.</summary>
    public bool IsCloud { get; init; }

    /// <summary>Project, issue_type, summary, description and priority by their names; templates.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Whether an issue that is there gets the new summary.</summary>
    public bool UpdatesSummary { get; init; } = true;

    /// <summary>Whether an issue that is there gets the new description.</summary>
    public bool UpdatesDescription { get; init; } = true;

    /// <summary>Templates.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The name of the step that opens a closed issue again; empty: a new one is made.</summary>
    public string ReopenTransition { get; init; } = "";

    /// <summary>The name of the step that closes an issue; empty: it stays open.</summary>
    public string ResolveTransition { get; init; } = "";

    /// <summary>Issues closed with this resolution are left alone.</summary>
    public string WontFixResolution { get; init; } = "";

    /// <summary>How long after it was closed an issue may be opened again; zero: never.</summary>
    public TimeSpan ReopenDuration { get; init; }

    /// <summary>Further fields by name; their texts are templates.</summary>
    public IReadOnlyList<KeyValuePair<string, PayloadNode>> Fields { get; init; } = [];
}
