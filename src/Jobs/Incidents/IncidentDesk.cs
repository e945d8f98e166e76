using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// All incidents: lists of them, and what people and receivers add to their timelines. Any thread. What is
/// written is on disk when a call returns.
/// </summary>
public sealed class IncidentDesk
{
    private readonly JobLedger _ledger;
    private readonly TimeProvider _time;

    internal IncidentDesk(JobLedger ledger, TimeProvider time) => (_ledger, _time) = (ledger, time);

    /// <summary>Raised after someone acknowledged one, on the thread that did; must be quick.</summary>
    public event Action? Acknowledged;

    /// <summary>Those that are open, newest first, with their timelines.</summary>
    public IReadOnlyList<Incident> Open => [.. _ledger.Open.OrderByDescending(i => i.Id)];

    public int OpenCount => _ledger.Open.Count();

    /// <summary>All of them, newest first, as far as the caller reads on, without timelines.</summary>
    /// <param name="before">Only those with smaller ids.</param>
    public IEnumerable<Incident> All(long before = long.MaxValue) =>
        _ledger.Archive.Incidents.ReadHeads(before);

    /// <summary>Those of the jobs of a name.</summary>
    public IEnumerable<Incident> Of(string job, long before = long.MaxValue) =>
        _ledger.Archive.Incidents.ReadHeads(job, before);

    /// <summary>One with its timeline; null where there is none of this id.</summary>
    public Incident? Find(long id) => _ledger.Archive.Incidents.Read(id);

    /// <summary>The open incident that an alert made or belongs to; null where there is none.</summary>
    public Incident? FindOfAlert(Labels alert)
    {
        if (_ledger.Marks.GetValueOrDefault(alert) is { IncidentId: not 0 } mark)
            return _ledger.OfAlerts.FirstOrDefault(i => i.Id == mark.IncidentId);
        return AlertIncidents.JobOf(_ledger, alert)?.Incident;
    }

    /// <summary>Whether the alert of an incident, or one that belongs to it, has been seen by someone.
    /// </summary>
    public bool IsAcknowledged(Labels alert) => JobAlerts.IsOfIncident(alert)
        && FindOfAlert(alert) is { State: IncidentState.Acknowledged };

    /// <summary>Someone has seen it; false where it is not open.</summary>
    public async Task<bool> AcknowledgeAsync(long id, string by, CancellationToken cancellation)
    {
        var entry = new IncidentEntry(_time.GetUtcNow(), IncidentEntryKind.Acknowledged, "", by);
        if (!await AddAsync(id, entry, cancellation)) return false;
        Acknowledged?.Invoke();
        return true;
    }

    /// <summary>Adds a note, also to a closed incident; false where there is none of this id.</summary>
    public Task<bool> NoteAsync(long id, string by, string text, CancellationToken cancellation) => AddAsync(
        id, new IncidentEntry(_time.GetUtcNow(), IncidentEntryKind.Note, text, by), cancellation);

    public Task<bool> LinkAsync(
        long id, string by, string text, Uri to, CancellationToken cancellation) => AddAsync(
        id, new IncidentEntry(_time.GetUtcNow(), IncidentEntryKind.Link, text, by) { Url = to.AbsoluteUri },
        cancellation);

    /// <summary>A receiver was told of it.</summary>
    public Task<bool> NotifiedAsync(
        long id, DateTimeOffset at, string text, CancellationToken cancellation) => AddAsync(
        id, new IncidentEntry(at, IncidentEntryKind.Notified, text), cancellation);

    /// <summary>Closes it on a person's word; false where it is not open.</summary>
    public async Task<bool> ResolveAsync(long id, string by, string text, CancellationToken cancellation)
    {
        var done = false;
        await _ledger.PlayAsync(turn => done = Write(turn, id, incident => incident.IsOpen
            ? incident.Close(_time.GetUtcNow(), text, by)
            : null), cancellation);
        return done;
    }

    private async Task<bool> AddAsync(long id, IncidentEntry entry, CancellationToken cancellation)
    {
        var done = false;
        await _ledger.PlayAsync(turn => done = Write(turn, id, incident => Add(incident, entry)),
            cancellation);
        return done;
    }

    private static Incident? Add(Incident incident, IncidentEntry entry)
    {
        if (entry.Kind != IncidentEntryKind.Acknowledged) return incident.With(entry);
        if (!incident.IsOpen) return null;
        return incident.With(entry) with { State = IncidentState.Acknowledged };
    }

    private bool Write(LedgerTurn turn, long id, Func<Incident, Incident?> write)
    {
        var job = _ledger.Roster.InTrouble.FirstOrDefault(job => job.Incident?.Id == id);
        var before = job?.Incident ?? _ledger.OfAlerts.FirstOrDefault(i => i.Id == id) ?? Find(id);
        if (before is null || write(before) is not { } after) return false;
        if (job is null) turn.Put(before, after);
        else if (after.IsOpen) turn.Apply(job, new JobChange(job with { Incident = after }));
        else turn.Apply(job, new JobChange(job with { Incident = null }) { Closed = after });
        return true;
    }
}
