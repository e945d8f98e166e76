namespace Hotaru.Jobs;

/// <summary>A figure that came with a run.</summary>
/// <param name="Series">Name and labels as text, without those that name the job.</param>
public sealed record RunMetric(string Series, double Value);
