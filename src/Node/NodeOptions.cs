namespace Hotaru.Node;

/// <summary>Where the node collectors look; the defaults are the machine itself.</summary>
public sealed record NodeOptions
{
    /// <summary>Where procfs is.</summary>
    public string ProcPath { get; init; } = "/proc";

    /// <summary>Where sysfs is.</summary>
    public string SysPath { get; init; } = "/sys";

    /// <summary>What stands before every other path: the root of the machine that is looked at.</summary>
    public string RootPath { get; init; } = "";

    /// <summary>Files *.prom in this directory are added to the page; empty for none.</summary>
    public string TextfileDirectory { get; init; } = "";

    /// <summary>The version told by node_exporter_build_info.</summary>
    public string Version { get; init; } = "0.1.0";
}
