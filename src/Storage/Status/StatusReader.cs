using System.Text;
using Hotaru.Model;
using Hotaru.Storage.Index;

namespace Hotaru.Storage.Status;

/// <summary>Counts what the index has.</summary>
internal static class StatusReader
{
    public static StorageStatus Read(
        SeriesIndex index, int limit, long samples, long minTimeMs, long maxTimeMs) =>
        index.Read(postings =>
        {
            var names = new List<NamedCount>();
            var values = new List<NamedCount>();
            var bytes = new List<NamedCount>();
            var pairs = new List<NamedCount>();
            foreach (var label in postings.Names)
            {
                values.Add(new NamedCount(label.Name, label.Values.Count));
                long size = 0;
                foreach (var list in label.Values.Values)
                {
                    size += Encoding.UTF8.GetByteCount(list.Value) * (long)list.Count;
                    pairs.Add(new NamedCount($"{label.Name}={list.Value}", list.Count));
                    if (label.Name == LabelNames.MetricName)
                        names.Add(new NamedCount(list.Value, list.Count));
                }

                bytes.Add(new NamedCount(label.Name, size));
            }

            return new StorageStatus(
                index.Count, pairs.Count, samples, minTimeMs, maxTimeMs, Largest(names, limit),
                Largest(values, limit), Largest(bytes, limit), Largest(pairs, limit));
        });

    private static List<NamedCount> Largest(List<NamedCount> all, int limit) =>
        [.. all.OrderByDescending(c => c.Value).ThenBy(c => c.Name, StringComparer.Ordinal).Take(limit)];
}
