namespace Hotaru.Remote;

/// <summary>A remote read request, understood.</summary>
public sealed class ReadRequest
{
    private const ulong StreamedXorChunks = 1;

    private ReadRequest(IReadOnlyList<ReadQuery> queries, bool isStreamed) =>
        (Queries, IsStreamed) = (queries, isStreamed);

    /// <summary>Whether the client takes a stream of chunks first of all that is known here.</summary>
    public bool IsStreamed { get; }

    internal IReadOnlyList<ReadQuery> Queries { get; }

    /// <exception cref="FormatException">The message is not valid, or no known answer is
    /// accepted.</exception>
    internal static ReadRequest Parse(ReadOnlySpan<byte> message)
    {
        var queries = new List<ReadQuery>();
        var accepted = new List<ulong>();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) queries.Add(ReadQuery.Parse(reader.Bytes()));
            else if (tag is 0x10 or 0x12) PackedNumbers.Varints(ref reader, tag, accepted);
            else reader.Skip(tag);
        }

        if (accepted.Count == 0) return new ReadRequest(queries, isStreamed: false);
        foreach (var type in accepted)
        {
            if (type <= StreamedXorChunks) return new ReadRequest(queries, type == StreamedXorChunks);
        }

        throw new FormatException(
            "server does not support any of the requested response types: "
            + $"{string.Join(" ", accepted)}; supported: SAMPLES, STREAMED_XOR_CHUNKS");
    }
}
