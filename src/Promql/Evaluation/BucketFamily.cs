using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// The classic buckets that differ in le only, by rising bounds, and the native histogram of that name.
/// </summary>
internal sealed class BucketFamily(Labels labels)
{
    /// <summary>Without le.</summary>
    public Labels Labels => labels;

    public List<(double UpperBound, SeriesColumn Column)> Classic { get; } = [];

    public SeriesColumn? Native { get; set; }

    public bool DropName { get; set; }

    /// <summary>The buckets that have a count at a step.</summary>
    public void At(int step, List<ClassicBucket> buckets)
    {
        buckets.Clear();
        foreach (var (bound, column) in Classic)
        {
            if (column.HasFloat(step)) buckets.Add(new ClassicBucket(bound, column.Values[step]));
        }
    }
}
