namespace Hotaru.Model;

/// <summary>Where PromQL reads. Thread-safe.</summary>
public interface ISeriesSource
{
    /// <summary>
    /// The series that match all matchers and may have samples in the time range, in the order of their
    /// labels, as
    /// of the moment of the call. The caller disposes the set when it has read what it needs.
    /// </summary>
    ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation);
}
