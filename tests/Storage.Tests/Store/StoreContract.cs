using System.Text;
using Hotaru.Model;

namespace Hotaru.Storage.Tests.Store;

/// <summary>What every adapter of the store port must do.</summary>
public abstract class StoreContract : IDisposable
{
    protected abstract IStore Store { get; }

    [Fact]
    public void Get_MissingKeyOrTable_IsNull() => Assert.Null(Store.Get("none", "k"u8));

    [Fact]
    public async Task Put_ThenGet_GivesTheBytesBack()
    {
        await Commit(new StoreBatch().Put("t", [1, 0, 255], [0, 9, 255]).Put("t", [2], []));

        Assert.Equal([0, 9, 255], Store.Get("t", [1, 0, 255])!);
        Assert.Equal([], Store.Get("t", [2])!);
        Assert.Null(Store.Get("t", [3]));
    }

    [Fact]
    public async Task Put_SameKeyTwice_TheLastValueCounts()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]).Put("t", [1], [2]));
        Assert.Equal([2], Store.Get("t", [1])!);

        await Commit(new StoreBatch().Put("t", [1], [3, 3]));
        Assert.Equal([3, 3], Store.Get("t", [1])!);
    }

    [Fact]
    public async Task Put_LargeValue_ComesBackWhole()
    {
        var value = new byte[3_000_000];
        new Random(1).NextBytes(value);

        await Commit(new StoreBatch().Put("t", [1], value));

        Assert.Equal(value, Store.Get("t", [1])!);
    }

    [Fact]
    public async Task Changes_AreAppliedInTheirOrder()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]).Delete("t", [1]).Put("t", [2], [2])
            .DeleteRange("t", KeyRange.All).Put("t", [3], [3]));

        Assert.Equal("03", Keys(Store.Scan("t", KeyRange.All)));
    }

    [Fact]
    public async Task Scan_IsInByteOrderWithinTheRange()
    {
        await Commit(new StoreBatch().Put("t", [1, 0], [1]).Put("t", [255], [1]).Put("t", [1], [1])
            .Put("t", [128], [1]).Put("t", [], [1]).Put("other", [7], [1]));

        Assert.Equal(" 01 0100 80 FF", Keys(Store.Scan("t", KeyRange.All)));
        Assert.Equal("FF 80 0100 01 ", Keys(Store.Scan("t", KeyRange.All, reverse: true)));
        Assert.Equal("01 0100", Keys(Store.Scan("t", KeyRange.Prefix([1]))));
        Assert.Equal("0100 80", Keys(Store.Scan("t", new KeyRange([1, 0], [255]))));
        Assert.Equal("80 0100", Keys(Store.Scan("t", new KeyRange([1, 0], [255]), reverse: true)));
        Assert.Equal("FF", Keys(Store.Scan("t", KeyRange.Prefix([255]))));
        Assert.Equal("", Keys(Store.Scan("t", new KeyRange([2], [2]))));
    }

    [Fact]
    public async Task Scan_SeesTheMomentOfItsCall()
    {
        var batch = new StoreBatch();
        for (var i = 0; i < 100; i++) batch.Put("t", [(byte)i], new byte[10_000]);
        await Commit(batch);

        var scan = Store.Scan("t", KeyRange.All);
        await Commit(new StoreBatch().DeleteRange("t", KeyRange.All).Put("t", [200], [1]));

        Assert.Equal(100, scan.Count(e => e.Value.Length == 10_000));
        Assert.Single(Store.Scan("t", KeyRange.All));
    }

    [Fact]
    public async Task Scan_OfALongRange_SeesItsMomentWhateverChanges()
    {
        var batch = new StoreBatch();
        for (var i = 0; i < 200; i++) batch.Put("t", [(byte)i], new byte[10_000]);
        await Commit(batch);

        var forward = Store.Scan("t", KeyRange.All).GetEnumerator();
        var backward = Store.Scan("t", new KeyRange([50], null), reverse: true).GetEnumerator();
        for (var i = 0; i < 60; i++) Assert.True(forward.MoveNext() && backward.MoveNext());
        await Commit(new StoreBatch().Put("t", [100], [1]).Put("t", [100, 0], [1]).Delete("t", [199]));
        await Commit(new StoreBatch().DeleteRange("t", new KeyRange([120], [130])));

        Assert.Equal(Enumerable.Range(60, 140).Select(i => (i, 10_000)), Rest(forward));
        Assert.Equal(Enumerable.Range(50, 90).Reverse().Select(i => (i, 10_000)), Rest(backward));
        Assert.Equal(190, Store.Scan("t", KeyRange.All).Count());
    }

    [Fact]
    public async Task Keys_OfAnyLength_KeepTheirOrderAndTheirNeighbours()
    {
        byte[] Long(int length, byte last) => [.. Enumerable.Repeat((byte)7, length - 1), last];
        byte[][] keys =
        [
            Long(900, 9), Long(999, 9), Long(1000, 9), Long(1001, 1), Long(1001, 2), Long(5000, 1),
        ];
        var batch = new StoreBatch().Put("t", [8], [8]);
        foreach (var key in keys) batch.Put("t", key, [1]);
        await Commit(batch.Put("t", Long(1001, 2), [2]));
        var ordered = keys.Append([8]).ToArray();
        Array.Sort(ordered, (a, b) => a.AsSpan().SequenceCompareTo(b));

        Assert.Equal(ordered, Store.Scan("t", KeyRange.All).Select(e => e.Key));
        Assert.Equal(ordered.Reverse(), Store.Scan("t", KeyRange.All, reverse: true).Select(e => e.Key));
        Assert.Equal([2], Store.Get("t", Long(1001, 2))!);
        Assert.Null(Store.Get("t", Long(1001, 3)));
        Assert.Equal(
            [Long(1001, 1), Long(1001, 2)],
            Store.Scan("t", new KeyRange(Long(1001, 1), Long(1001, 3))).Select(e => e.Key));

        await Commit(new StoreBatch().Delete("t", Long(1001, 1))
            .DeleteRange("t", new KeyRange(Long(1001, 2), Long(1001, 3))));

        Assert.Equal([1], Store.Get("t", Long(1000, 9))!);
        Assert.Equal(
            ordered.Except([Long(1001, 1), Long(1001, 2)], ByContent),
            Store.Scan("t", KeyRange.All).Select(e => e.Key));
    }

    [Fact]
    public async Task Scan_LeftInTheMiddle_DoesNotHinderWhatFollows()
    {
        var batch = new StoreBatch();
        for (var i = 0; i < 200; i++) batch.Put("t", [(byte)i], new byte[10_000]);
        await Commit(batch);

        for (var i = 0; i < 50; i++) Assert.Equal([0], Store.Scan("t", KeyRange.All).First().Key);
        await Commit(new StoreBatch().DeleteRange("t", new KeyRange([10], null)));

        Assert.Equal(10, Store.Scan("t", KeyRange.All).Count());
    }

    [Fact]
    public async Task DeleteRange_TakesTheFirstKeyAndLeavesTheLast()
    {
        await Commit(
            new StoreBatch().Put("t", [1], [1]).Put("t", [2], [1]).Put("t", [2, 9], [1]).Put("t", [3], [1]));

        await Commit(new StoreBatch().DeleteRange("t", new KeyRange([2], [3])));
        Assert.Equal("01 03", Keys(Store.Scan("t", KeyRange.All)));

        await Commit(new StoreBatch().Delete("t", [1]).Delete("t", [9]).DeleteRange("none", KeyRange.All));
        Assert.Equal("03", Keys(Store.Scan("t", KeyRange.All)));
    }

    [Fact]
    public async Task Commit_OfNothing_IsDone() => await Commit(new StoreBatch());

    [Fact]
    public async Task Commit_Cancelled_StoresNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var commit = Store.CommitAsync(new StoreBatch().Put("t", [1], [1]), Durability.Synced, cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        Assert.Null(Store.Get("t", [1]));
    }

    [Fact]
    public async Task Commits_FromManyThreads_AreAllThere()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await Store.CommitAsync(
                    new StoreBatch().Put("t", [(byte)thread, (byte)i], [(byte)i]),
                    i % 2 == 0 ? Durability.Synced : Durability.Journaled, default);
                Assert.Equal([(byte)i], Store.Get("t", [(byte)thread, (byte)i])!);
            }
        })));

        Assert.Equal(200, Store.Scan("t", KeyRange.All).Count());
    }

    [Fact]
    public async Task SizeBytes_GrowsWithDataAndShrinksWithDeletion()
    {
        var empty = Store.SizeBytes;
        await Commit(new StoreBatch().Put("t", [1], new byte[1_000_000]));
        var full = Store.SizeBytes;
        await Commit(new StoreBatch().Delete("t", [1]));

        Assert.InRange(full - empty, 1_000_000, 1_200_000);
        Assert.InRange(Store.SizeBytes - empty, 0, 50_000);
    }

    public void Dispose()
    {
        Store.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected virtual void CleanUp()
    {
    }

    protected Task Commit(StoreBatch batch) => Store.CommitAsync(batch, Durability.Synced, default);

    private static readonly IEqualityComparer<byte[]> ByContent = EqualityComparer<byte[]>.Create(
        (a, b) => a.AsSpan().SequenceEqual(b), a => a.Length);

    private static List<(int Key, int Length)> Rest(IEnumerator<KeyValuePair<byte[], byte[]>> scan)
    {
        var rest = new List<(int, int)>();
        using (scan)
        {
            while (scan.MoveNext()) rest.Add((scan.Current.Key[0], scan.Current.Value.Length));
        }

        return rest;
    }

    private static string Keys(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var (key, _) in entries)
        {
            if (!first) text.Append(' ');
            first = false;
            text.Append(Convert.ToHexString(key));
        }

        return text.ToString();
    }
}
