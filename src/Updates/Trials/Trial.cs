namespace Hotaru.Updates;

/// <summary>
/// Looks at a release that was just started, once a second: good is one that did its work and kept running
/// for a while; bad is one that ends again and again, or does not get on. A slow machine is no fault of the
/// release: its time begins anew with everything that it gets done.
/// </summary>
public sealed class Trial(IServiceControl service, IReadinessProbe probe, TimeProvider time)
{
    /// <summary>A release that ended so often is not waited for any longer.</summary>
    public const int MostEnds = 3;

    /// <summary>So long it may get nothing done; more where scrapes and evaluations are rarer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>So long it may take in all. The unit's TimeoutStartSec is longer.</summary>
    public static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(30);

    /// <summary>So long it must have been good without a pause.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <param name="former">The service before it was restarted.</param>
    /// <param name="failedBefore">Facts that were failing with the former release too.</param>
    /// <returns>Why it is bad; empty where it is good.</returns>
    public async Task<string> JudgeAsync(
        string version, ServiceState former, IReadOnlyCollection<string> failedBefore,
        CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var ends = new ServiceEnds(former);
        var progress = new TrialProgress(time);
        var patience = Patience;
        long? goodSince = null;
        var missing = "it does not answer";
        while (progress.Idle < patience && time.GetElapsedTime(begun) < MostPatience)
        {
            var state = await service.StateAsync(cancellation).ConfigureAwait(false);
            if (ends.Count(state)) goodSince = null;
            if (ends.Number >= MostEnds || state.HasFailed)
                return $"it ended {Math.Max(1, ends.Number)} times while it was tried{ends.How}";
            var answer = await probe.AskAsync(cancellation).ConfigureAwait(false);
            if (answer?.Version == version) patience = Longer(patience, answer.Within);
            missing = Missing(version, answer, failedBefore);
            progress.Look(state, answer?.Version == version ? answer : null);
            if (missing.Length > 0) goodSince = null;
            else goodSince ??= time.GetTimestamp();
            if (goodSince is { } since && time.GetElapsedTime(since) >= Hold) return "";
            await Task.Delay(Beat, time, cancellation).ConfigureAwait(false);
        }

        var waited = time.GetElapsedTime(begun);
        return $"it was not ready within {Math.Ceiling(waited.TotalMinutes)} minutes: {missing}";
    }

    private static TimeSpan Longer(TimeSpan patience, TimeSpan within)
    {
        var wanted = Patience + 2 * within;
        if (wanted > MostPatience) wanted = MostPatience;
        return wanted > patience ? wanted : patience;
    }

    private static string Missing(
        string version, ReadinessAnswer? answer, IReadOnlyCollection<string> failedBefore)
    {
        if (answer is null) return "it does not answer";
        if (answer.Version != version) return $"{answer.Version} answers";
        return string.Join("; ", answer.Missing(failedBefore).Select(fact => $"{fact.Name}: {fact.Detail}"));
    }
}
