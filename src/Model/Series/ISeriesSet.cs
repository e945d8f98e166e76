namespace Hotaru.Model;

/// <summary>
/// The answer to a selection. Different series of a set may be read by different threads at once.
/// </summary>
public interface ISeriesSet : IReadOnlyList<ISeries>, IDisposable
{
    /// <summary>
    /// What the reader of the answer should know: a blob set aside, data that is no longer kept.
    /// </summary>
    IReadOnlyList<string> Warnings { get; }
}
