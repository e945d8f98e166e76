namespace Hotaru.Updates.Tests;

/// <summary>
/// The service and systemd: what the program of the current release says is how it behaves. "good" does its
/// work, "crash" ends at once, "hang" never answers, "deaf" answers and never scrapes, "late" crashes at
/// first, "slow" computes for twelve minutes before it answers, "circle" computes for ever.
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

    private bool IsBusy => Behaviour == "circle" || (Behaviour == "slow" && _looks < 720);

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

        // systemd clears the result at the next start, which is often before the next look.
        var result = Restarts == 1 ? "exit-code" : "success";
        var worked = IsBusy ? TimeSpan.FromSeconds(0.2 * _looks) : TimeSpan.Zero;
        return Task.FromResult(new ServiceState(_process, Restarts, false, result, worked));
    }

    public Task<ReadinessAnswer?> AskAsync(CancellationToken cancellation)
    {
        var scrape = Behaviour == "deaf" ? FactState.Waiting
            : TargetIsAway ? FactState.Failing : FactState.Good;
        return Task.FromResult(Behaviour is "crash" or "hang" || IsBusy ? null : new ReadinessAnswer(
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
