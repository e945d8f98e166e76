using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What is on disk of jobs. Tables: <c>jobs</c> by the job's key; <c>job_runs</c> by the fingerprint of the
/// job
/// (8 bytes), the run's order (8 bytes, milliseconds) and its id; <c>incidents</c> by id (8 bytes). Integers
/// are
/// big-endian, so that key order is their order; values are JSON.
/// </summary>
internal sealed class JobArchive(IStore store)
{
    private const string Jobs = "jobs";
    private const string Runs = "job_runs";
    private const string Incidents = "incidents";

    public IReadOnlyList<JobRecord> ReadJobs() => [.. store.Scan(Jobs, KeyRange.All)
        .Select(e => JsonSerializer.Deserialize(e.Value, JobJson.Default.JobRecord)!)];

    /// <summary>The newest runs of a job, newest first.</summary>
    public IReadOnlyList<JobRun> ReadRuns(Labels job, int most) => [.. store
        .Scan(Runs, KeyRange.Prefix(Number(job.Fingerprint())), reverse: true).Take(most)
        .Select(e => JsonSerializer.Deserialize(e.Value, JobJson.Default.JobRun)!)];

    /// <summary>Incidents, newest first, as far as the caller reads on.</summary>
    public IEnumerable<Incident> ReadIncidents() => store
        .Scan(Incidents, KeyRange.All, reverse: true)
        .Select(e => JsonSerializer.Deserialize(e.Value, JobJson.Default.IncidentRecord)!.ToIncident());

    public Incident? ReadIncident(long id) =>
        store.Get(Incidents, Number((ulong)id)) is { } value
            ? JsonSerializer.Deserialize(value, JobJson.Default.IncidentRecord)!.ToIncident()
            : null;

    public static StoreBatch Batch(JobChange change)
    {
        var job = change.State.Labels;
        var batch = new StoreBatch().Put(
            Jobs, Encoding.UTF8.GetBytes(job.ToString()),
            JsonSerializer.SerializeToUtf8Bytes(JobRecord.Of(change.State), JobJson.Default.JobRecord));
        foreach (var run in change.Runs)
        {
            batch.Put(Runs, RunKey(job, run),
                JsonSerializer.SerializeToUtf8Bytes(run, JobJson.Default.JobRun));
        }

        if (change.State.Incident is { } open) Put(batch, open);
        if (change.Closed is { } closed) Put(batch, closed);
        return batch;
    }

    public static void Put(StoreBatch batch, Incident incident) => batch.Put(
        Incidents, Number((ulong)incident.Id),
        JsonSerializer.SerializeToUtf8Bytes(IncidentRecord.Of(incident), JobJson.Default.IncidentRecord));

    public Task CommitAsync(StoreBatch batch, CancellationToken cancellation) =>
        store.CommitAsync(batch, Durability.Synced, cancellation);

    private static byte[] RunKey(Labels job, JobRun run) =>
    [
        .. Number(job.Fingerprint()), .. Number((ulong)run.OrderedAt.ToUnixTimeMilliseconds()),
        .. Encoding.UTF8.GetBytes(run.Id),
    ];

    private static byte[] Number(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
