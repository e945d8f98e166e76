using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotaru.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Jobs;

/// <summary>
/// What is on disk of jobs; see FORMAT.md. Integers in keys are big-endian, so that key order is their order.
/// </summary>
internal sealed class JobArchive(IStore store, ILogger? log = null)
{
    private const string Jobs = "jobs";
    private const string Runs = "job_runs";
    private const string Declared = "job_declarations";
    private const string Marks = "job_alerts";
    private const string Months = "job_months";

    /// <summary>Old runs are deleted so many at a time, not one with every new one.</summary>
    private const int PruneStep = 50;

    private readonly RowScan _rows = new(store, log ?? NullLogger.Instance);

    public IncidentArchive Incidents { get; } = new(store, log ?? NullLogger.Instance);

    public IEnumerable<JobState> ReadJobs() => _rows.Json(Jobs, KeyRange.All, JobJson.Default.JobState)
        .Select(job => job.IncidentId == 0 ? job : job with { Incident = Incidents.Read(job.IncidentId) });

    public IEnumerable<JobDeclaration> ReadDeclarations() =>
        _rows.Json(Declared, KeyRange.All, JobJson.Default.JobDeclaration);

    public IEnumerable<AlertMark> ReadMarks() => _rows.Json(Marks, KeyRange.All, JobJson.Default.AlertMark);

    /// <summary>The newest runs of a job, newest first.</summary>
    public IEnumerable<JobRun> ReadRuns(Labels job) =>
        _rows.Of(Runs, KeyRange.Prefix(Number(job.Fingerprint())), ReadRun, reverse: true);

    /// <summary>What jobs did in a month that is not the one they ran in last.</summary>
    public IEnumerable<MonthTotals> ReadMonth(int month) =>
        _rows.Json(Months, KeyRange.Prefix(Number((ulong)month)), JobJson.Default.MonthTotals);

    public MonthTotals ReadMonth(int month, Labels job) =>
        store.Get(Months, MonthKey(month, job)) is { } value
            ? Read(value, JobJson.Default.MonthTotals)
            : new MonthTotals(month, job);

    public static void Put(StoreBatch batch, JobState job) => batch.Put(
        Jobs, JobKey(job.Labels), Write(job, JobJson.Default.JobState));

    public static void Put(StoreBatch batch, Labels job, JobRun run)
    {
        var key = RunKey(job, run);
        batch.Put(Runs, key, RunRow.Write(key, run));
    }

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

    /// <summary>Rows were JSON before they were bytes of their own.</summary>
    private static JobRun ReadRun(byte[] key, byte[] value) =>
        value is [(byte)'{', ..] ? Read(value, JobJson.Default.JobRun) : RunRow.Read(key, value);

    private static byte[] JobKey(Labels job) => Encoding.UTF8.GetBytes(job.ToString());

    private static byte[] MonthKey(int month, Labels job) =>
        [.. Number((ulong)month), .. Number(job.Fingerprint())];

    private static byte[] RunKey(Labels job, JobRun run) =>
    [
        .. Number(job.Fingerprint()), .. Number((ulong)run.OrderedAt.ToUnixTimeMilliseconds()),
        .. Encoding.UTF8.GetBytes(run.Id),
    ];
}
