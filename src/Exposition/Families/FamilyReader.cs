using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Reads a whole body into families, as strict as the Pushgateway takes a push: stricter than a scrape in
/// some places (a newline at the end, one TYPE line for each family) and more lenient in others (TYPE in any
/// case).
/// </summary>
public static class FamilyReader
{
    /// <param name="format">Text or protobuf; OpenMetrics is read as text, as the peer does.</param>
    /// <param name="allowUtf8Names">Whether names outside of [a-zA-Z_:][a-zA-Z0-9_:]* are taken.</param>
    /// <returns>Families in the order of their first mention, without those that have no metric
    /// (text).</returns>
    /// <exception cref="ExpositionException">With line and column of the first thing that is
    /// wrong.</exception>
    public static IReadOnlyList<MetricFamily> Read(
        ExpositionFormat format, ReadOnlyMemory<byte> body, bool allowUtf8Names = false) =>
        format == ExpositionFormat.Protobuf
            ? new ProtobufFamilyReader(body).Read()
            : new TextFamilyReader(body, allowUtf8Names).Read();
}
