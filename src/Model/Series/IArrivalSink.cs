namespace Hotaru.Model;

/// <summary>
/// Is told at once of samples that should not wait for the next rule evaluation: a push, a deletion, a target
/// that
/// went down or came back. Called after the samples are visible, from any thread; must return quickly.
/// </summary>
public interface IArrivalSink
{
    /// <param name="metricNames">The names of the series that changed.</param>
    void Arrived(IReadOnlyCollection<string> metricNames);
}
