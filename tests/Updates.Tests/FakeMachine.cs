namespace Hotaru.Updates.Tests;

/// <summary>
/// The service and systemd: what the program of the current release says is how it behaves. "good" does its
/// work, "crash" ends at once, "hang" never answers, "deaf" answers and never scrapes, "late" crashes at
/// first.
/// </summary>
internal sealed class FakeMachine(UpdatePaths paths) : IServiceControl, IReadinessProbe
{
    private int _process = 100;
    private int _looks;

    /// <summary>The version of what runs, as it would be told by the process.</summary>
    public string Running { get; private set; } = "";

    public int Restarts { get; private set; }

    /// <summary>A scrape of the old release fails as well: its target is away.</summary>
    public bool TargetIsAway { get; set; }

    private string Behaviour => File.ReadAllText(Path.Combine(paths.Release(Running), "hotaru"));

    /// <summary>The machine comes up: systemd starts what current leads to.</summary>
    public void Boot() => Start();

    public Task RestartAsync(CancellationToken cancellation)
    {
        Start();
        Restarts = 0;
        return Task.CompletedTask;
    }

    public Task<ServiceState> StateAsync(CancellationToken cancellation)
    {
        _looks++;
        if (Behaviour == "crash" || (Behaviour == "late" && _looks == 10))
        {
            _process++;
            Restarts++;
        }

        return Task.FromResult(new ServiceState(_process, Restarts, false, "exit-code"));
    }

    public Task<ReadinessAnswer?> AskAsync(CancellationToken cancellation)
    {
        var scrape = Behaviour == "deaf" ? FactState.Waiting
            : TargetIsAway ? FactState.Failing : FactState.Good;
        return Task.FromResult(Behaviour is "crash" or "hang" ? null : new ReadinessAnswer(
            Running, [new("storage", FactState.Good, ""), new("scrape", scrape, "no scrape went well yet")],
            TimeSpan.FromSeconds(15)));
    }

    private void Start()
    {
        _process++;
        _looks = 0;
        Running = ReleaseShelf.VersionOf(paths.Current);
        Assert.True(Directory.Exists(paths.Release(Running)), "current leads nowhere");
    }
}
