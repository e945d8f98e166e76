namespace Hotaru.Updates;

/// <summary>
/// For a release that was found good and begins to end again and again soon after: systemd gives up on it,
/// and the one before runs again. Runs from the previous release, since the good one is in doubt.
/// </summary>
public sealed class UpdateRescue(UpdatePaths paths, TimeProvider time)
{
    /// <summary>What ends after months ends for another reason than an update.</summary>
    public static readonly TimeSpan InDoubt = TimeSpan.FromDays(3);

    private readonly ReleaseShelf _shelf = new(paths);

    /// <summary>Switches the links back where that can help; true where it did. The unit is started by its
    /// caller.</summary>
    public bool Run()
    {
        using var alone = UpdateLock.TryTake(paths.Lock);
        // An update that is under way has its own judgement.
        if (alone is null || File.Exists(paths.Journal)) return false;
        var (bad, former) = (_shelf.Current, _shelf.Previous);
        if (!_shelf.Has(former) || former == bad || !IsInDoubt(bad) || !CanRead(former, bad)) return false;
        // Each of these may be the last before a power cut; run again, it goes on with the rest.
        ReleaseShelf.PointTo(paths.Good, former);
        new UpdateResult(UpdateOutcome.WentBack, bad, former, "it ended again and again", time.GetUtcNow())
            .Save(paths.Result);
        ReleaseShelf.PointTo(paths.Current, former);
        DurableFiles.Delete(paths.Previous);
        _shelf.Prune();
        return true;
    }

    private bool IsInDoubt(string version) =>
        UpdateResult.Load(paths.Result) is { } last && last.Version == version
        && (last.Outcome == UpdateOutcome.WentBack
            || (last.Outcome == UpdateOutcome.Installed
                && (time.GetUtcNow() - last.At).Duration() < InDoubt));

    private bool CanRead(string former, string data) =>
        _shelf.ManifestOf(data) is not { } writer || _shelf.ManifestOf(former) is not { } reader
        || reader.DataFormat >= writer.DataFormat;
}
