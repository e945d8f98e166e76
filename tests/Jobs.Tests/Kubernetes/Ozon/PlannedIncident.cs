namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>The trouble that the plan makes, as it has to be told.</summary>
/// <param name="Verdicts">Failures, missed starts and long runs in it.</param>
internal sealed record PlannedIncident(
    IncidentEntryKind Reason, DateTimeOffset OpenedAt, int Verdicts, DateTimeOffset? ClosedAt);
