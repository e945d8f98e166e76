namespace Hotaru.Updates;

/// <summary>
/// Puts a release of the drop folder in place, and finishes what a power cut broke off. Every step is written
/// down before it begins and may be begun again: at each moment the link of the service leads to a whole
/// release, and the one that was good is still there.
/// </summary>
public sealed class Updater
{
    /// <summary>A release that was being tried at so many power cuts may be what causes them.</summary>
    private const int MostAttempts = 3;

    private readonly UpdatePaths _paths;
    private readonly UpdaterParts _parts;
    private readonly ReleaseShelf _shelf;
    private readonly DropFolder _drop;
    private readonly ReleaseChecks _checks;
    private readonly Trial _trial;

    public Updater(UpdatePaths paths, UpdaterParts parts)
    {
        (_paths, _parts) = (paths, parts);
        _shelf = new ReleaseShelf(paths);
        _drop = new DropFolder(paths, parts.Time);
        _checks = new ReleaseChecks(_shelf, parts.Rid);
        _trial = new Trial(parts.Service, parts.Probe, parts.Time);
    }

    /// <summary>Tests end the process here, between any two things that are done.</summary>
    internal Action<string> Passing { get; init; } = _ => { };

    /// <summary>
    /// Finishes the update that is under way, else does the next one; true where there was one. Not more than
    /// one: it may delete the release that this very process runs from when a second one is put in place.
    /// </summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_paths.Releases);
        using var alone = UpdateLock.TryTake(_paths.Lock);
        if (alone is null || await NextJournalAsync(cancellation).ConfigureAwait(false) is not { } journal)
            return false;
        await GoOnAsync(journal, cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task<UpdateJournal?> NextJournalAsync(CancellationToken cancellation)
    {
        if (UpdateJournal.Load(_paths.Journal) is { } brokenOff) return brokenOff;
        if (_drop.Next() is not { } file) return null;
        await _drop.SettleAsync(file, cancellation).ConfigureAwait(false);
        Passing("the package is on disk");
        return new UpdateJournal(UpdateStep.Unpacking, file);
    }

    private async Task GoOnAsync(UpdateJournal journal, CancellationToken cancellation)
    {
        for (var next = journal; next is not null;)
        {
            next.Save(_paths.Journal);
            Passing($"{UpdateJournal.Word(next.Step)} is written down");
            _parts.Say(next);
            next = next.Step switch
            {
                UpdateStep.Unpacking => await UnpackAsync(next, cancellation).ConfigureAwait(false),
                UpdateStep.Trying => await TryAsync(next, cancellation).ConfigureAwait(false),
                UpdateStep.Keeping => Keep(next),
                _ => await GoBackAsync(next, cancellation).ConfigureAwait(false),
            };
        }
    }

    private async Task<UpdateJournal?> UnpackAsync(UpdateJournal journal, CancellationToken cancellation)
    {
        // It was judged and put aside when the power went.
        if (!_drop.Has(journal.File)) return CleanUp();
        try
        {
            await _drop.ReadAsync(journal.File, staged =>
            {
                using var package = ReleasePackage.Open(staged, new TrustedKeys(_paths.Keys));
                Passing("the signature is good");
                journal = journal with { Version = package.Manifest.Version };
                _checks.Demand(package.Manifest);
                FreeSpace.Demand(_paths.Root, package.Manifest.BytesUnpacked);
                _shelf.Add(package);
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UpdateRefusedException or IOException or UnauthorizedAccessException)
        {
            return End(journal, UpdateOutcome.Refused, e.Message);
        }

        Passing("unpacked");
        var before = await _parts.Probe.AskAsync(cancellation).ConfigureAwait(false);
        return journal with
        {
            Step = UpdateStep.Trying,
            From = _shelf.Good,
            Failing = string.Join(',', before?.Failing ?? []),
        };
    }

    private async Task<UpdateJournal?> TryAsync(UpdateJournal journal, CancellationToken cancellation)
    {
        if (journal.Attempt >= MostAttempts)
        {
            return journal with
            {
                Step = UpdateStep.GoingBack,
                Reason = $"the power went {MostAttempts} times while it was tried",
            };
        }

        // Counted before it is started: whatever it does to the machine, the next attempt is another one.
        journal = journal with { Attempt = journal.Attempt + 1 };
        journal.Save(_paths.Journal);
        Passing("the attempt is counted");
        ReleaseShelf.PointTo(_paths.Current, journal.Version);
        Passing("current leads to it");
        var former = await _parts.Service.StateAsync(cancellation).ConfigureAwait(false);
        await _parts.Service.RestartAsync(cancellation).ConfigureAwait(false);
        Passing("it is started");
        var reason = await _trial.JudgeAsync(journal.Version, former,
            journal.Failing.Split(',', StringSplitOptions.RemoveEmptyEntries), cancellation)
            .ConfigureAwait(false);
        return reason.Length == 0
            ? journal with { Step = UpdateStep.Keeping }
            : journal with { Step = UpdateStep.GoingBack, Reason = reason };
    }

    private UpdateJournal? Keep(UpdateJournal journal)
    {
        if (journal.From.Length > 0 && journal.From != journal.Version)
            ReleaseShelf.PointTo(_paths.Previous, journal.From);
        Passing("previous leads to the former");
        ReleaseShelf.PointTo(_paths.Good, journal.Version);
        Passing("good leads to it");
        return End(journal, UpdateOutcome.Installed, "");
    }

    private async Task<UpdateJournal?> GoBackAsync(UpdateJournal journal, CancellationToken cancellation)
    {
        if (_shelf.Has(journal.From))
        {
            ReleaseShelf.PointTo(_paths.Current, journal.From);
            Passing("current leads back");
            await _parts.Service.RestartAsync(cancellation).ConfigureAwait(false);
            Passing("the former is started");
        }

        return End(journal, UpdateOutcome.WentBack, journal.Reason);
    }

    /// <summary>The last thing that goes is the journal: before that, all of this is done again.</summary>
    private UpdateJournal? End(UpdateJournal journal, UpdateOutcome outcome, string reason)
    {
        var named = journal.Version.Length > 0 ? journal.Version : journal.File;
        var result = new UpdateResult(outcome, named, _shelf.Current, reason, _parts.Time.GetUtcNow());
        result.Save(_paths.Result);
        Passing("the result is written");
        if (outcome == UpdateOutcome.Installed) _drop.Take(journal.File);
        else _drop.Refuse(journal.File);
        Passing("the package is put away");
        CleanUp();
        _parts.Ended(result);
        return null;
    }

    private UpdateJournal? CleanUp()
    {
        DurableFiles.Delete(_paths.Staged);
        _shelf.Prune();
        Passing("leftovers are gone");
        DurableFiles.Delete(_paths.Journal);
        return null;
    }
}
