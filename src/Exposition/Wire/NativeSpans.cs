using Hotaru.Model;

namespace Hotaru.Exposition;

internal static class NativeSpans
{
    /// <summary>Without spans of no length; their offsets go to the span behind them.</summary>
    public static HistogramSpan[] Compact(List<HistogramSpan> spans)
    {
        var kept = new List<HistogramSpan>(spans.Count);
        var offset = 0;
        foreach (var span in spans)
        {
            offset = unchecked(offset + span.Offset);
            if (span.Length == 0) continue;
            if (kept.Count > 0 && offset == 0)
                kept[^1] = kept[^1] with { Length = unchecked(kept[^1].Length + span.Length) };
            else kept.Add(new HistogramSpan(offset, span.Length));
            offset = 0;
        }

        return [.. kept];
    }
}
