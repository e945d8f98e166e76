using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>An alert that is pending or firing.</summary>
public sealed record ActiveAlert(
    Labels Labels, Labels Annotations, AlertState State, DateTimeOffset ActiveAt,
    DateTimeOffset? KeepFiringSince,
    double Value);
