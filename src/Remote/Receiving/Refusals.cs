using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>Counts what was not stored, and names the first few series of each reason.</summary>
internal sealed class Refusals
{
    private const int NamedPerReason = 3;

    private readonly SortedDictionary<string, (int Count, List<string> Series)> _byReason =
        new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void Add(AppendOutcome outcome, Labels labels, long timestampMs) =>
        Add(Reason(outcome), labels, timestampMs);

    public void Add(string reason, Labels labels, long timestampMs)
    {
        Count++;
        var (count, series) = _byReason.TryGetValue(reason, out var found) ? found : (0, []);
        if (series.Count < NamedPerReason) series.Add($"{labels} at {timestampMs}");
        _byReason[reason] = (count + 1, series);
    }

    /// <summary>
    /// <c>2 samples refused, 8 stored: out of order sample: up{job="a"} at 1700000000000, ...</c>
    /// </summary>
    public string Describe(int stored)
    {
        var text =
            new StringBuilder($"{Count} {(Count == 1 ? "sample" : "samples")} refused, {stored} stored");
        var separator = ": ";
        foreach (var (reason, (count, series)) in _byReason)
        {
            text.Append(separator).Append(reason).Append(": ").AppendJoin(", ", series);
            if (count > series.Count) text.Append($" and {count - series.Count} more");
            separator = "; ";
        }

        return text.ToString();
    }

    private static string Reason(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.OutOfBounds => "out of bounds",
        AppendOutcome.TooManySeries => "too many series",
        _ => "invalid labels",
    };
}
