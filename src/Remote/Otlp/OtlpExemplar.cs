namespace Hotaru.Remote;

/// <summary>An exemplar as it was sent; ids are lower-case hexadecimal.</summary>
internal sealed record OtlpExemplar(
    double Value, ulong TimeNs, string TraceId, string SpanId,
    IReadOnlyList<KeyValuePair<string, string>> Attributes);
