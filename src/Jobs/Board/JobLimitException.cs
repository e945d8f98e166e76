namespace Hotaru.Jobs;

/// <summary>A sign of life of one job too many.</summary>
public sealed class JobLimitException(string message) : Exception(message);
