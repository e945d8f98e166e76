using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Incidents on disk: a head for each, and a row for each line of its timeline, so that a line costs what it
/// says and a list of incidents reads no timelines.
/// </summary>
internal sealed class IncidentArchive(IStore store)
{
    private const string Heads = "incidents";
    private const string Entries = "incident_entries";

    /// <summary>Heads without their timelines, newest first, as far as the caller reads on.</summary>
    public IEnumerable<Incident> ReadHeads(long before = long.MaxValue) => store
        .Scan(Heads, new KeyRange([], JobArchive.Number((ulong)before)), reverse: true)
        .Select(e => JobArchive.Read(e.Value, JobJson.Default.Incident));

    /// <summary>An incident with its timeline, or null.</summary>
    public Incident? Read(long id)
    {
        if (store.Get(Heads, JobArchive.Number((ulong)id)) is not { } head) return null;
        return JobArchive.Read(head, JobJson.Default.Incident) with
        {
            Entries = [.. store.Scan(Entries, KeyRange.Prefix(JobArchive.Number((ulong)id)))
                .Select(e => JobArchive.Read(e.Value, JobJson.Default.IncidentEntry))],
        };
    }

    /// <summary>Writes the head and the lines that are new since an earlier state of the incident.</summary>
    public static void Put(StoreBatch batch, Incident? before, Incident incident)
    {
        if (ReferenceEquals(before, incident)) return;
        if (before is not null && before.Id != incident.Id) before = null;
        batch.Put(Heads, JobArchive.Number((ulong)incident.Id),
            JobArchive.Write(incident, JobJson.Default.Incident));
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
    public static void DeleteBefore(StoreBatch batch, long id)
    {
        var range = new KeyRange([], JobArchive.Number((ulong)id));
        batch.DeleteRange(Heads, range).DeleteRange(Entries, range);
    }

    private static byte[] KeyOf(long id, int number) =>
        [.. JobArchive.Number((ulong)id), .. JobArchive.Number((ulong)number)];
}
