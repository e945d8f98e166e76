namespace Hotaru.Notifier;

/// <summary>There is no silence of the asked id.</summary>
public sealed class SilenceNotFoundException(string id) : Exception($"silence {id} not found");
