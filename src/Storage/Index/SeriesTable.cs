using System.Buffers.Binary;
using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Index;

/// <summary>
/// Labels by series id in the store, several series a row: the row's key is its first id. Strings of a row
/// are written once.
/// </summary>
internal static class SeriesTable
{
    public const string Table = "series";
    private const int SeriesInRow = 256;

    public static byte[] Key(uint id)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(key, id);
        return key;
    }

    /// <summary>Rows for series by rising id.</summary>
    public static void Put(StoreBatch batch, IReadOnlyList<HeadSeries> series)
    {
        for (var from = 0; from < series.Count; from += SeriesInRow)
        {
            var count = Math.Min(SeriesInRow, series.Count - from);
            batch.Put(Table, Key(series[from].Id), Encode(series, from, count));
        }
    }

    public static List<(uint Id, Labels Labels)> Decode(ReadOnlySpan<byte> stored)
    {
        var reader = PackedRow.Open(stored);
        var texts = new string[reader.Count(reader.Rest.Length)];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.Text();
        var found = new List<(uint, Labels)>(reader.Count(reader.Rest.Length));
        uint id = 0;
        for (var left = found.Capacity; left > 0; left--)
        {
            id += (uint)reader.Unsigned();
            var labels = new Label[reader.Count(reader.Rest.Length)];
            for (var i = 0; i < labels.Length; i++)
                labels[i] = new Label(
                    texts[reader.Count(texts.Length - 1)], texts[reader.Count(texts.Length - 1)]);
            found.Add((id, Labels.FromSorted(labels)));
        }

        return found;
    }

    private static byte[] Encode(IReadOnlyList<HeadSeries> series, int from, int count)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var strings = new ByteWriter();
        var rows = new ByteWriter();
        uint last = 0;
        for (var i = from; i < from + count; i++)
        {
            rows.Unsigned(series[i].Id - last);
            last = series[i].Id;
            rows.Unsigned((ulong)series[i].Labels.Count);
            foreach (var label in series[i].Labels)
            {
                rows.Unsigned((ulong)NumberOf(label.Name, texts, strings));
                rows.Unsigned((ulong)NumberOf(label.Value, texts, strings));
            }
        }

        var writer = new ByteWriter(strings.Length + rows.Length + 32);
        writer.Unsigned((ulong)texts.Count);
        writer.Bytes(strings.Written);
        writer.Unsigned((ulong)count);
        writer.Bytes(rows.Written);
        return PackedRow.Seal(writer);
    }

    private static int NumberOf(string text, Dictionary<string, int> texts, ByteWriter strings)
    {
        if (texts.TryGetValue(text, out var number)) return number;
        texts.Add(text, number = texts.Count);
        strings.Text(text);
        return number;
    }
}
