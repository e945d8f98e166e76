using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Hotaru.Jobs;

/// <summary>
/// The row of a run, drawn in FORMAT.md. Its key says which job's it is, when it was, and its id; times in it
/// are microseconds from there. Rows of earlier versions are JSON and begin with a brace.
/// </summary>
internal static class RunRow
{
    public const byte Version = 1;

    private const int IdAt = 16;
    private const int MicrosecondsOfMs = 1000;

    /// <summary>Sources by their code; 0 is for one that has none.</summary>
    private static readonly string[] Sources =
        ["", "push", "ping", "wrapper", "client", "kubernetes", "series"];

    public static byte[] Write(ReadOnlySpan<byte> key, JobRun run)
    {
        var output = RowText.Pack(run.Output, out var isDeflated);
        var fields = FieldsOf(run) | (isDeflated ? RunFields.DeflatedOutput : RunFields.None);
        var row = new RowWriter();
        row.Byte(Version);
        row.Unsigned((ulong)fields);
        row.Byte((byte)run.Outcome);
        var source = Math.Max(0, Array.IndexOf(Sources, run.Source));
        row.Byte((byte)source);
        if (source == 0) row.Text(run.Source);
        var from = TimeOf(key);
        if (run.StartedAt is { } started) row.Signed(Since(from, started));
        if (run.EndedAt is { } ended) row.Signed(Since(run.StartedAt ?? from, ended));
        if (run.ExitCode is { } code) row.Signed(code);
        if (run.Output.Length > 0) row.Block(output);
        if (run.Metrics.Length > 0) WriteMetrics(row, run.Metrics);
        if (run.Beat is { } beat) row.Unsigned((ulong)Math.Max(0, beat.Ticks / TimeSpan.TicksPerMicrosecond));
        if (run.HeardAt is { } heard) row.Signed(Since(from, heard));
        if (run.ToldAt is { } told) row.Signed(Since(from, told));
        return row.Finish(key);
    }

    /// <exception cref="BadRowException">It is damaged, or of a version to come.</exception>
    public static JobRun Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length < IdAt) throw new BadRowException("its key is too short");
        var row = RowReader.Of(key, value);
        var version = row.Byte();
        if (version != Version) throw new BadRowException($"version {version} is not known here");
        var fields = (RunFields)row.Unsigned();
        var outcome = (RunOutcome)row.Byte();
        var source = row.Byte();
        if (source >= Sources.Length) throw new BadRowException($"source {source} is not known here");
        var name = source == 0 ? row.Text() : Sources[source];
        var from = TimeOf(key);
        DateTimeOffset? started = fields.HasFlag(RunFields.Started) ? At(from, row.Signed()) : null;
        DateTimeOffset? ended = fields.HasFlag(RunFields.Ended) ? At(started ?? from, row.Signed()) : null;
        return new JobRun(Encoding.UTF8.GetString(key[IdAt..]), started, ended, outcome, name)
        {
            ExitCode = fields.HasFlag(RunFields.ExitCode) ? (int)row.Signed() : null,
            Output = fields.HasFlag(RunFields.Output)
                ? RowText.Unpack(row.Block(), fields.HasFlag(RunFields.DeflatedOutput)) : "",
            Metrics = fields.HasFlag(RunFields.Metrics) ? ReadMetrics(ref row) : [],
            Beat = fields.HasFlag(RunFields.Beat) ? TimeSpan.FromMicroseconds(row.Unsigned()) : null,
            HeardAt = fields.HasFlag(RunFields.HeardAt) ? At(from, row.Signed()) : null,
            ToldAt = fields.HasFlag(RunFields.ToldAt) ? At(from, row.Signed()) : null,
            IsOverdue = fields.HasFlag(RunFields.Overdue),
            IsSilent = fields.HasFlag(RunFields.Silent),
        };
    }

    private static RunFields FieldsOf(JobRun run) =>
        If(run.StartedAt is not null, RunFields.Started) | If(run.EndedAt is not null, RunFields.Ended)
        | If(run.ExitCode is not null, RunFields.ExitCode) | If(run.Output.Length > 0, RunFields.Output)
        | If(run.Metrics.Length > 0, RunFields.Metrics) | If(run.Beat is not null, RunFields.Beat)
        | If(run.HeardAt is not null, RunFields.HeardAt) | If(run.ToldAt is not null, RunFields.ToldAt)
        | If(run.IsOverdue, RunFields.Overdue) | If(run.IsSilent, RunFields.Silent);

    private static RunFields If(bool isThere, RunFields field) => isThere ? field : RunFields.None;

    private static void WriteMetrics(RowWriter row, ImmutableArray<RunMetric> metrics)
    {
        row.Unsigned((ulong)metrics.Length);
        foreach (var (series, value) in metrics)
        {
            row.Text(series);
            row.Number(value);
        }
    }

    private static ImmutableArray<RunMetric> ReadMetrics(ref RowReader row)
    {
        var count = row.Unsigned();
        if (count > JobSignals.MaxMetrics) throw new BadRowException($"{count} figures are too many");
        var metrics = ImmutableArray.CreateBuilder<RunMetric>((int)count);
        for (var i = 0; i < (int)count; i++) metrics.Add(new RunMetric(row.Text(), row.Number()));
        return metrics.MoveToImmutable();
    }

    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> key)
    {
        var ms = BinaryPrimitives.ReadInt64BigEndian(key[8..]);
        return DateTimeOffset.UnixEpoch.AddTicks(ms * MicrosecondsOfMs * TimeSpan.TicksPerMicrosecond);
    }

    private static long Since(DateTimeOffset from, DateTimeOffset at) =>
        (at - from).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset At(DateTimeOffset from, long microseconds) =>
        from.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
