using System.Buffers.Binary;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Incidents on disk: a head for each, and a row for each line of its timeline, so that a line costs what it
/// says and a list of incidents reads no timelines.
/// </summary>
internal sealed class IncidentArchive(IStore store, ILogger log)
{
    private const string Heads = "incidents";
    private const string Entries = "incident_entries";
    private const string OfJobs = "incident_jobs";

    private readonly RowScan _rows = new(store, log);

    /// <summary>Heads without their timelines, newest first, as far as the caller reads on.</summary>
    public IEnumerable<Incident> ReadHeads(long before = long.MaxValue) => _rows.Json(
        Heads, new KeyRange([], JobArchive.Number((ulong)before)), JobJson.Default.Incident, reverse: true);

    /// <summary>The heads of the jobs of a name, in the same order.</summary>
    public IEnumerable<Incident> ReadHeads(string job, long before = long.MaxValue)
    {
        var name = NameKey(job);
        var range = new KeyRange(name, [.. name, .. JobArchive.Number((ulong)before)]);
        return _rows.Of(OfJobs, range, (key, _) => Head(IdOf(key)), reverse: true)
            .Where(incident => incident?.Name == job)!;
    }

    /// <summary>Of a store of before there was the index by job: makes it.</summary>
    public StoreBatch? Index()
    {
        if (store.Scan(OfJobs, KeyRange.All).Any() || !store.Scan(Heads, KeyRange.All).Any()) return null;
        var batch = new StoreBatch();
        foreach (var incident in ReadHeads()) batch.Put(OfJobs, OfJobKey(incident), []);
        return batch;
    }

    /// <summary>An incident with its timeline, or null.</summary>
    public Incident? Read(long id)
    {
        if (Head(id) is not { } head) return null;
        return head with
        {
            Entries = [.. _rows.Json(Entries, KeyRange.Prefix(JobArchive.Number((ulong)id)),
                JobJson.Default.IncidentEntry)],
        };
    }

    private Incident? Head(long id) => store.Get(Heads, JobArchive.Number((ulong)id)) is { } head
        ? JobArchive.Read(head, JobJson.Default.Incident)
        : null;

    /// <summary>Writes the head and the lines that are new since an earlier state of the incident.</summary>
    public static void Put(StoreBatch batch, Incident? before, Incident incident)
    {
        if (ReferenceEquals(before, incident)) return;
        if (before is not null && before.Id != incident.Id) before = null;
        batch.Put(Heads, JobArchive.Number((ulong)incident.Id),
            JobArchive.Write(incident, JobJson.Default.Incident));
        if (before is null) batch.Put(OfJobs, OfJobKey(incident), []);
        foreach (var entry in incident.Entries)
        {
            if (entry.Number <= (before?.LastNumber ?? 0)) continue;
            batch.Put(Entries, KeyOf(incident.Id, entry.Number),
                JobArchive.Write(entry, JobJson.Default.IncidentEntry));
        }

        // The timeline keeps its first line and the newest ones.
        if (before is null || incident.Entries.Length < 2 || before.Entries.Length < 2) return;
        if (before.Entries[1].Number < incident.Entries[1].Number)
        {
            batch.DeleteRange(Entries, new KeyRange(
                KeyOf(incident.Id, before.Entries[1].Number),
                KeyOf(incident.Id, incident.Entries[1].Number)));
        }
    }

    /// <summary>Deletes what is older than an incident.</summary>
    public void DeleteBefore(StoreBatch batch, long id)
    {
        var range = new KeyRange([], JobArchive.Number((ulong)id));
        foreach (var old in _rows.Json(Heads, range, JobJson.Default.Incident))
            batch.Delete(OfJobs, OfJobKey(old));
        batch.DeleteRange(Heads, range).DeleteRange(Entries, range);
    }

    private static byte[] NameKey(string job) => JobArchive.Number(Fnv1a.Add(Fnv1a.Start, job));

    private static byte[] OfJobKey(Incident incident) =>
        [.. NameKey(incident.Name), .. JobArchive.Number((ulong)incident.Id)];

    private static long IdOf(byte[] key) => BinaryPrimitives.ReadInt64BigEndian(key.AsSpan(8));

    private static byte[] KeyOf(long id, int number) =>
        [.. JobArchive.Number((ulong)id), .. JobArchive.Number((ulong)number)];
}
