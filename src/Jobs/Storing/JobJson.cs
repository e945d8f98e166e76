using System.Text.Json.Serialization;

namespace Hotaru.Jobs;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(JobRun))]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(IncidentEntry))]
[JsonSerializable(typeof(AlertMark))]
[JsonSerializable(typeof(MonthTotals))]
[JsonSerializable(typeof(JobDeclaration))]
internal sealed partial class JobJson : JsonSerializerContext;
