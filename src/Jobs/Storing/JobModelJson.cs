using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotaru.Jobs;

/// <summary>Of a job's model only its identity is stored with its state: the rest is declared anew.</summary>
internal sealed class JobModelJson : JsonConverter<JobModel>
{
    private static readonly LabelsJson Labels = new();

    public override JobModel Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Labels.Read(ref reader, typeToConvert, options));

    public override void Write(Utf8JsonWriter writer, JobModel value, JsonSerializerOptions options) =>
        Labels.Write(writer, value.Labels, options);
}
