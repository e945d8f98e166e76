using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Reads all files again and hands the new model round; a mistake in any of them changes nothing.
/// </summary>
internal sealed partial class Reloader(
    ServeOptions options, ApplianceModel running, IEnumerable<IReloadable> rooms, TimeProvider time,
    ILogger<Reloader> log) : IReloader, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What is in force.</summary>
    public ApplianceModel Current { get; private set; } = running;

    public DateTimeOffset LastSuccessAt { get; private set; } = time.GetUtcNow();

    public bool LastWasSuccessful { get; private set; } = true;

    public async Task<IReadOnlyList<Problem>> ReloadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var problems = new ProblemList();
            var files = ApplianceFiles.ReadFiles(options, problems);
            if (OperatorJoin.Join(files, Current.Cluster, problems).Model is not { } model)
            {
                LastWasSuccessful = false;
                LogRefused(log, string.Join(Environment.NewLine, problems.Problems));
                return problems.Problems;
            }

            await ApplyAsync(model, cancellation);
            (LastSuccessAt, LastWasSuccessful) = (time.GetUtcNow(), true);
            LogDone(log);
            return [];
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts a cluster's resources in force beside the files as they were read last.</summary>
    /// <param name="isComplete">Told what they refer to; false: it is not all there, nothing changes.</param>
    public async Task<OperatorJoined> TakeAsync(
        IReadOnlyList<ClusterResource> cluster, Func<IReadOnlySet<ClusterWant>, bool> isComplete,
        CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var joined = OperatorJoin.Join(Current.Files, cluster, new ProblemList());
            if (joined.Model is null || !isComplete(joined.Wanted)) return joined;
            if (cluster.SequenceEqual(Current.Cluster)) return joined with { Model = Current };
            await ApplyAsync(joined.Model, cancellation);
            return joined;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        foreach (var room in rooms) await room.ApplyAsync(model, cancellation);
        Current = model;
    }
}
