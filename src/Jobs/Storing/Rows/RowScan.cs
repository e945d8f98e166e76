using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Reads rows of a table; one that is damaged is left where it is, told of once, and passed over.
/// </summary>
internal sealed partial class RowScan(IStore store, ILogger log)
{
    /// <summary>Damaged rows that are told of; a disk that goes wrong need not fill the log.</summary>
    private const int MostTold = 100;

    private readonly ConcurrentDictionary<(string Table, string Key), bool> _told = new();

    public IEnumerable<T> Json<T>(
        string table, KeyRange range, JsonTypeInfo<T> type, bool reverse = false) =>
        Of(table, range, (_, value) => JobArchive.Read(value, type), reverse);

    /// <param name="read">Makes something of key and value; throws for what is damaged.</param>
    public IEnumerable<T> Of<T>(
        string table, KeyRange range, Func<byte[], byte[], T> read, bool reverse = false)
    {
        foreach (var (key, value) in store.Scan(table, range, reverse))
        {
            T row;
            try
            {
                row = read(key, value);
            }
            catch (Exception e) when (e is BadRowException or JsonException or ArgumentException)
            {
                Tell(table, Convert.ToHexString(key), e.Message);
                continue;
            }

            yield return row;
        }
    }

    private void Tell(string table, string key, string reason)
    {
        if (_told.Count < MostTold && _told.TryAdd((table, key), true)) LogBad(log, table, key, reason);
    }
}
