namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>One ping to send: the path with its query, relative to the appliance, and the body.</summary>
internal sealed record Ping(string Path, string Body);
