namespace Hotaru.Model;

/// <summary>One alert of one alerting rule.</summary>
/// <param name="Labels">With alertname; the identity of the alert.</param>
/// <param name="Annotations">Expanded.</param>
/// <param name="Value">Of the expression at its last evaluation.</param>
/// <param name="ActiveAt">When the expression first held (pending since).</param>
/// <param name="StartsAt">When it began to fire; <see cref="ActiveAt"/> while pending.</param>
/// <param name="EndsAt">Resolved: when. Firing: when it counts as resolved if nothing more is heard of
/// it.</param>
/// <param name="GeneratorUrl">Where its expression can be looked at.</param>
public sealed record Alert(
    AlertState State, Labels Labels, Labels Annotations, double Value, DateTimeOffset ActiveAt,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string GeneratorUrl);
