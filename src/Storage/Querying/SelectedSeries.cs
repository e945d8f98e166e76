using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Querying;

/// <summary>A series as it was at the moment of a selection. Readable by any thread.</summary>
internal sealed class SelectedSeries(HeadSeries series, HeadView head, SelectionContext context) : ISeries
{
    public Labels Labels => series.Labels;

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        buffer.Clear();
        ReadRollups(buffer);
        foreach (var generation in context.Generations)
        {
            if (generation.MaxTimeMs < minTimeMs || generation.MinTimeMs > maxTimeMs) continue;
            var at = generation.RowOf(series.Id);
            if (at < 0) continue;
            ReadRow(generation, at, buffer);
        }

        context.Tombstones.Apply(series.Id, buffer);
        if (!head.IsEmpty) head.Read(minTimeMs, maxTimeMs, buffer);
        SampleOrder.Repair(buffer);
        buffer.Trim(minTimeMs, maxTimeMs);
    }

    /// <summary>What is older than the raw data, where there is any.</summary>
    private void ReadRollups(SampleBuffer buffer)
    {
        if (context.Rollups.Length == 0) return;
        var part = new SampleBuffer();
        foreach (var rollup in context.Rollups)
        {
            rollup.Read(series.Id, context, part);
            for (var i = 0; i < part.Count; i++)
            {
                if (part.HasHistograms && part.Histograms[i] is { } histogram)
                    buffer.Add(part.Timestamps[i], histogram);
                else buffer.Add(part.Timestamps[i], part.Values[i]);
            }
        }
    }

    private void ReadRow(BlockGeneration generation, int at, SampleBuffer buffer)
    {
        var before = buffer.Count;
        try
        {
            if (context.Rows.Get(generation, at) is not { } row) context.Missing(generation, at);
            else row.Read(series.Id, buffer);
        }
        catch (CorruptDataException e)
        {
            // The checksum was right, so this is our own mistake; what was read of the chunk is not kept.
            while (buffer.Count > before) buffer.Trim(long.MinValue, buffer.Timestamps[before] - 1);
            context.Warn($"series {series.Labels}: {e.Message}");
        }
    }
}
