namespace Hotaru.Remote;

/// <summary>What to answer a sender, and how much was stored.</summary>
/// <param name="Status">
/// An HTTP status: 204, 400 (sending it again is of no use), 413 or 503 (send it again).
/// </param>
/// <param name="Message">Empty where all is well; else it names the series that were refused.</param>
public sealed record RemoteWriteAnswer(
    int Status, string Message, int Samples, int Histograms, int Exemplars)
{
    /// <summary>Samples that were not stored.</summary>
    public int Refused { get; init; }
}
