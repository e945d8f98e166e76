using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What is on disk of jobs; see FORMAT.md. Integers in keys are big-endian, so that key order is their order.
/// </summary>
internal sealed class JobArchive(IStore store)
{
    private const string Jobs = "jobs";
    private const string Runs = "job_runs";
    private const string Declared = "job_declarations";
    private const string Marks = "job_alerts";
    private const string Months = "job_months";

    /// <summary>Old runs are deleted so many at a time, not one with every new one.</summary>
    private const int PruneStep = 50;

    public IncidentArchive Incidents { get; } = new(store);

    public IEnumerable<JobState> ReadJobs() => store.Scan(Jobs, KeyRange.All)
        .Select(e => Read(e.Value, JobJson.Default.JobState))
        .Select(job => job.IncidentId == 0 ? job : job with { Incident = Incidents.Read(job.IncidentId) });

    public IEnumerable<JobDeclaration> ReadDeclarations() => store.Scan(Declared, KeyRange.All)
        .Select(e => Read(e.Value, JobJson.Default.JobDeclaration));

    public IEnumerable<AlertMark> ReadMarks() => store.Scan(Marks, KeyRange.All)
        .Select(e => Read(e.Value, JobJson.Default.AlertMark));

    /// <summary>The newest runs of a job, newest first.</summary>
    public IEnumerable<JobRun> ReadRuns(Labels job) => store
        .Scan(Runs, KeyRange.Prefix(Number(job.Fingerprint())), reverse: true)
        .Select(e => Read(e.Value, JobJson.Default.JobRun));

    /// <summary>What jobs did in a month that is not the one they ran in last.</summary>
    public IEnumerable<MonthTotals> ReadMonth(int month) => store
        .Scan(Months, KeyRange.Prefix(Number((ulong)month)))
        .Select(e => Read(e.Value, JobJson.Default.MonthTotals));

    public MonthTotals ReadMonth(int month, Labels job) =>
        store.Get(Months, MonthKey(month, job)) is { } value
            ? Read(value, JobJson.Default.MonthTotals)
            : new MonthTotals(month, job);

    public static void Put(StoreBatch batch, JobState job) => batch.Put(
        Jobs, JobKey(job.Labels), Write(job, JobJson.Default.JobState));

    public static void Put(StoreBatch batch, Labels job, JobRun run) => batch.Put(
        Runs, RunKey(job, run), Write(run, JobJson.Default.JobRun));

    public static void Put(StoreBatch batch, MonthTotals totals) => batch.Put(
        Months, MonthKey(totals.Month, totals.Job), Write(totals, JobJson.Default.MonthTotals));

    /// <param name="declaration">Null takes what was declared back.</param>
    public static void Declare(StoreBatch batch, Labels job, JobDeclaration? declaration)
    {
        if (declaration is null) batch.Delete(Declared, JobKey(job));
        else batch.Put(Declared, JobKey(job), Write(declaration, JobJson.Default.JobDeclaration));
    }

    public static void Put(StoreBatch batch, AlertMark mark) => batch.Put(
        Marks, Number(mark.Alert.Fingerprint()), Write(mark, JobJson.Default.AlertMark));

    public static void Delete(StoreBatch batch, AlertMark mark) =>
        batch.Delete(Marks, Number(mark.Alert.Fingerprint()));

    /// <summary>Deletes a job with its runs; its months and incidents stay.</summary>
    public static void Forget(StoreBatch batch, Labels job)
    {
        batch.Delete(Jobs, JobKey(job));
        batch.DeleteRange(Runs, KeyRange.Prefix(Number(job.Fingerprint())));
    }

    /// <summary>
    /// Deletes the oldest runs where there are too many, and says how many are left, about.
    /// </summary>
    public int Prune(StoreBatch batch, Labels job, int stored, int most)
    {
        if (stored <= most + PruneStep) return stored;
        var all = KeyRange.Prefix(Number(job.Fingerprint()));
        var keys = store.Scan(Runs, all).Take(stored - most).Select(e => e.Key).ToList();
        if (keys.Count > 0) batch.DeleteRange(Runs, new KeyRange(all.From, [.. keys[^1], 0]));
        return stored - keys.Count;
    }

    public Task CommitAsync(StoreBatch batch, CancellationToken cancellation) =>
        store.CommitAsync(batch, Durability.Synced, cancellation);

    public static byte[] Number(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static T Read<T>(byte[] value, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(value, type)!;

    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static byte[] JobKey(Labels job) => Encoding.UTF8.GetBytes(job.ToString());

    private static byte[] MonthKey(int month, Labels job) =>
        [.. Number((ulong)month), .. Number(job.Fingerprint())];

    private static byte[] RunKey(Labels job, JobRun run) =>
    [
        .. Number(job.Fingerprint()), .. Number((ulong)run.OrderedAt.ToUnixTimeMilliseconds()),
        .. Encoding.UTF8.GetBytes(run.Id),
    ];
}
