namespace Hotaru.Scraper;

/// <summary>
/// Finds targets. Runs until it is cancelled; what goes wrong on the way it logs, and keeps what it last
/// found.
/// </summary>
internal interface IDiscoverer
{
    /// <param name="found">
    /// Takes groups; a group without targets removes the one of its source. Any thread.
    /// </param>
    Task RunAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation);
}
