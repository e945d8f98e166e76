using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Writes families in any of the formats.</summary>
public static class FamilyWriter
{
    public static void Write(
        IEnumerable<MetricFamily> families, ExpositionType type, IBufferWriter<byte> output)
    {
        foreach (var family in families) Write(family, type, output);
        if (type.Format == ExpositionFormat.OpenMetrics) output.Write("# EOF\n"u8);
    }

    /// <summary>One family, without the end mark of OpenMetrics.</summary>
    public static void Write(MetricFamily family, ExpositionType type, IBufferWriter<byte> output)
    {
        if (family.Metrics.Count == 0) return;
        switch (type.Format)
        {
            case ExpositionFormat.Protobuf:
                ProtobufFamilyWriter.Write(family, type.Escaping, output);
                break;
            case ExpositionFormat.OpenMetrics:
                OpenMetricsFamilyWriter.Write(family, type.Escaping, output);
                break;
            default:
                TextFamilyWriter.WriteHeader(family.Name, family.Type, family.Help, type.Escaping, output);
                TextFamilyWriter.WriteMetrics(family, type.Escaping, output);
                break;
        }
    }
}
