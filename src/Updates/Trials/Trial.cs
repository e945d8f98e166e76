namespace Hotaru.Updates;

/// <summary>
/// Looks at a release that was just started, once a second: good is one that did its work and kept running
/// for a while; bad is one that ends again and again, or is not there in time.
/// </summary>
public sealed class Trial(IServiceControl service, IReadinessProbe probe, TimeProvider time)
{
    /// <summary>A release that ended so often is not waited for any longer.</summary>
    public const int MostEnds = 3;

    /// <summary>Replay of a journal after a power cut, the first scrape and evaluation; more where they are
    /// rarer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(30);

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
        var patience = Patience;
        long? goodSince = null;
        var missing = "it does not answer";
        while (time.GetElapsedTime(begun) < patience)
        {
            var state = await service.StateAsync(cancellation).ConfigureAwait(false);
            if (ends.Count(state)) goodSince = null;
            if (ends.Number >= MostEnds || state.HasFailed)
                return $"it ended {Math.Max(1, ends.Number)} times while it was tried ({state.Result})";
            var answer = await probe.AskAsync(cancellation).ConfigureAwait(false);
            if (answer?.Version == version) patience = Longer(patience, answer.Within);
            missing = Missing(version, answer, failedBefore);
            if (missing.Length > 0) goodSince = null;
            else goodSince ??= time.GetTimestamp();
            if (goodSince is { } since && time.GetElapsedTime(since) >= Hold) return "";
            await Task.Delay(Beat, time, cancellation).ConfigureAwait(false);
        }

        return $"it was not ready within {Math.Ceiling(patience.TotalMinutes)} minutes: {missing}";
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
