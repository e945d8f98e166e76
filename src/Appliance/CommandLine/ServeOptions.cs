using Hotaru.Web;

namespace Hotaru.Appliance.CommandLine;

/// <summary>What the command line says on top of the files.</summary>
internal sealed record ServeOptions(
    string? ConfigFile, string? DataDirectory, IReadOnlyDictionary<Surface, string> Listen)
{
    /// <summary>Takes the place of what hotaru.yml names.</summary>
    public string? AlertmanagerFile { get; init; }

    /// <summary>Sample jobs push to the gateway.</summary>
    public bool IsDemo { get; init; }
}
