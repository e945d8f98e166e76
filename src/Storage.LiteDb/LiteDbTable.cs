using Hotaru.Model;
using LiteDB;
using LiteDB.Engine;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// A table is a collection, an entry a document <c>{ _id: key, v: value }</c>. LiteDB orders binary ids by
/// their bytes, as the port does, and takes none above 1,023 bytes: keys from <see cref="HeadBytes"/> on lie
/// with those that begin alike in one document <c>{ _id: head, m: [ { k: rest, v: value } ... ] }</c>.
/// </summary>
internal static class LiteDbTable
{
    public const int HeadBytes = 1000;

    private const int Descending = -1;

    public static IReadOnlyList<string> Names(LiteEngine engine)
    {
        var names = new List<string>();
        using var reader = engine.Query("$cols", new Query());
        while (reader.Read())
        {
            if (reader.Current["type"].AsString == "user") names.Add(reader.Current["name"].AsString);
        }

        return names;
    }

    public static byte[]? Get(LiteEngine engine, string table, byte[] key)
    {
        if (Find(engine, table, Head(key)) is not { } document) return null;
        return key.Length < HeadBytes
            ? document["v"].AsBinary
            : Entries(document).FirstOrDefault(e => e.Key.AsSpan().SequenceEqual(key)).Value;
    }

    /// <summary>The entries of a document, in order.</summary>
    public static IEnumerable<KeyValuePair<byte[], byte[]>> Entries(BsonDocument document)
    {
        var id = document["_id"].AsBinary;
        if (id.Length < HeadBytes) return [new(id, document["v"].AsBinary)];
        return document["m"].AsArray.Select(m => new KeyValuePair<byte[], byte[]>(
            [.. id, .. m["k"].AsBinary], m["v"].AsBinary));
    }

    /// <summary>The documents that may have entries of the range, in order. To be read to its end, or left,
    /// by the thread that began: LiteDB's locks belong to threads.</summary>
    public static IEnumerable<BsonDocument> Documents(
        LiteEngine engine, string table, KeyRange range, bool reverse = false, string select = "$")
    {
        var query = new Query
        {
            Select = select == "$" ? BsonExpression.Root : BsonExpression.Create(select),
            OrderBy = BsonExpression.Create("$._id"),
            Order = reverse ? Descending : -Descending,
        };
        // The range goes to the index as one term: two would be a search and a filter to the table's end.
        query.Where.Add(range.Until is null
            ? BsonExpression.Create("$._id >= @0", Head(range.From))
            : BsonExpression.Create("$._id BETWEEN @0 AND @1", Head(range.From), Head(range.Until)));
        using var reader = engine.Query(table, query);
        while (reader.Read()) yield return reader.Current.AsDocument;
    }

    /// <summary>Within the transaction of the calling thread.</summary>
    public static void Apply(LiteEngine engine, IReadOnlyList<StoreChange> changes)
    {
        for (var i = 0; i < changes.Count;)
        {
            var (table, range, value) = changes[i];
            if (value is null)
            {
                Delete(engine, table, range);
                i++;
            }
            else if (range.From.Length >= HeadBytes)
            {
                Put(engine, table, range.From, value);
                i++;
            }
            else
            {
                var end = i;
                while (end < changes.Count && IsShortPut(changes[end], table)) end++;
                var run = (First: i, Count: end - i);
                engine.Upsert(
                    table, Enumerable.Range(run.First, run.Count).Select(n => Document(changes[n])),
                    BsonAutoId.ObjectId);
                i = end;
            }
        }
    }

    private static bool IsShortPut(StoreChange change, string table) =>
        change.Value is not null && change.Table == table && change.Range.From.Length < HeadBytes;

    private static BsonDocument Document(StoreChange change) =>
        new() { ["_id"] = change.Range.From, ["v"] = change.Value };

    private static void Put(LiteEngine engine, string table, byte[] key, byte[] value)
    {
        var others = Find(engine, table, Head(key)) is { } document
            ? Entries(document).Where(e => !e.Key.AsSpan().SequenceEqual(key)) : [];
        Write(engine, table, Head(key), others.Append(new(key, value)));
    }

    private static void Delete(LiteEngine engine, string table, KeyRange range)
    {
        var heads = IsOneKey(range)
            ? [Head(range.From)]
            : Documents(engine, table, range, select: "{ i: $._id }").Select(d => d["i"].AsBinary).ToList();
        engine.Delete(
            table, heads.Where(h => h.Length < HeadBytes && Contains(range, h))
                .Select(h => new BsonValue(h)));
        foreach (var head in heads.Where(h => h.Length == HeadBytes))
        {
            if (Find(engine, table, head) is not { } document) continue;
            var left = Entries(document).Where(e => !Contains(range, e.Key)).ToList();
            if (left.Count > 0) Write(engine, table, head, left);
            else engine.Delete(table, [head]);
        }
    }

    public static bool Contains(KeyRange range, ReadOnlySpan<byte> key) =>
        key.SequenceCompareTo(range.From) >= 0
        && (range.Until is null || key.SequenceCompareTo(range.Until) < 0);

    private static void Write(
        LiteEngine engine, string table, byte[] head, IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var members = entries.OrderBy(e => e.Key, ByteOrder).Select(
            e => (BsonValue)new BsonDocument { ["k"] = e.Key[HeadBytes..], ["v"] = e.Value });
        engine.Upsert(
            table, [new BsonDocument { ["_id"] = head, ["m"] = new BsonArray(members) }],
            BsonAutoId.ObjectId);
    }

    private static BsonDocument? Find(LiteEngine engine, string table, byte[] head)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("$._id = @0", head));
        using var reader = engine.Query(table, query);
        return reader.Read() ? reader.Current.AsDocument : null;
    }

    private static readonly Comparer<byte[]> ByteOrder =
        Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static byte[] Head(byte[] key) => key.Length <= HeadBytes ? key : key[..HeadBytes];

    private static bool IsOneKey(KeyRange range) =>
        range.Until is { } until && until.Length == range.From.Length + 1 && until[^1] == 0
        && until.AsSpan().StartsWith(range.From);
}
