using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>An alert that is known to fire and has been made, or added to, an incident.</summary>
/// <param name="Alert">Its labels.</param>
/// <param name="Source">Who reported it.</param>
/// <param name="StartsAt">Since when it fires: another time is another alert.</param>
/// <param name="IncidentId">The incident that is the alert's own; 0 where it belongs to a job's.</param>
internal sealed record AlertMark(
    [property: JsonConverter(typeof(LabelsJson))] Labels Alert, string Source, DateTimeOffset StartsAt,
    long IncidentId);
