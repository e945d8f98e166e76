using Hotaru.Web;

namespace Hotaru.Appliance.CommandLine;

/// <summary>What the command line says on top of the files.</summary>
internal sealed record ServeOptions(
    string? ConfigFile, string? DataDirectory, IReadOnlyDictionary<Surface, string> Listen);
