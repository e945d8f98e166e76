using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>A pending or firing alert as the lamp sees it.</summary>
public sealed record LampAlert(Alert Alert, AlertLevel Level, bool IsAcknowledged);
