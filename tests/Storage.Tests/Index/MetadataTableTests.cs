using Hotaru.Model;
using Hotaru.Storage.Index;
using Xunit;

namespace Hotaru.Storage.Tests.Index;

public class MetadataTableTests
{
    private readonly SortedDictionary<byte[], byte[]> _rows = new(
        Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));

    [Fact]
    public void AFewFamilies_HaveARowEach_AndManyShareOne()
    {
        var table = new MetadataTable();
        Set(table, 0, 3, "a");
        Store(table);
        Assert.Equal(3, _rows.Count);

        Set(table, 10, 500, "the text that helps");
        Store(table);

        Assert.Equal(4, _rows.Count);
        Assert.True(_rows.Values.Sum(r => r.Length) < 5000, $"{_rows.Values.Sum(r => r.Length)} bytes");
        Same(table, Restored());
    }

    [Fact]
    public void TheNewestText_Counts_WhereverItIs()
    {
        var table = new MetadataTable();
        Set(table, 0, 20, "first");
        Store(table);
        Set(table, 3, 1, "alone");
        Store(table);
        Same(table, Restored());

        Set(table, 0, 20, "together");
        Store(table);

        Same(table, Restored());
        Assert.Equal("together", Restored().All["family_3"].Help);
    }

    [Fact]
    public void TargetsThatContradictEachOther_DoNotFillTheTable()
    {
        var table = new MetadataTable();
        for (var i = 0; i < 200; i++)
        {
            Set(table, 0, 30, $"text {i % 2}");
            Store(table);
        }

        Assert.InRange(_rows.Count, 1, 20);
        Same(table, Restored());
        var opened = Restored();
        Set(opened, 0, 30, "after the restart");
        Store(opened);
        Same(opened, Restored());
    }

    [Fact]
    public void BatchesThatWereNotStored_ChangeNothing()
    {
        var table = new MetadataTable();
        for (var i = 0; i < 60; i++)
        {
            Set(table, i, 10, $"text {i}");
            if (i % 3 != 0)
            {
                table.Put(new StoreBatch());
                continue;
            }

            Store(table);
            Same(table, Restored());
        }
    }

    private static void Set(MetadataTable table, int from, int count, string help)
    {
        for (var i = from; i < from + count; i++)
            table.Set($"family_{i}", new MetricMetadata(MetricType.Gauge, help, "bytes"));
    }

    private static void Same(MetadataTable expected, MetadataTable restored) =>
        Assert.Equal(expected.All.OrderBy(e => e.Key), restored.All.OrderBy(e => e.Key));

    private void Store(MetadataTable table)
    {
        var batch = new StoreBatch();
        var stored = table.Put(batch);
        foreach (var change in batch.Changes)
        {
            if (change.Value is not null) _rows[change.Range.From] = change.Value;
            else if (change.Range.Until is null) _rows.Clear();
            else _rows.Remove(change.Range.From);
        }

        table.Confirm(stored);
    }

    private MetadataTable Restored()
    {
        var table = new MetadataTable();
        foreach (var (key, value) in _rows) table.Restore(key, value);
        return table;
    }
}
