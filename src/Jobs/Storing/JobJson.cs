using System.Text.Json.Serialization;

namespace Hotaru.Jobs;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(JobRun))]
[JsonSerializable(typeof(IncidentRecord))]
internal sealed partial class JobJson : JsonSerializerContext;
