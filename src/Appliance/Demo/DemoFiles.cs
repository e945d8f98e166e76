using Hotaru.Appliance.Configuration;

namespace Hotaru.Appliance.Demo;

/// <summary>The configuration of the demo: real files in a directory of its own, to be looked at.</summary>
internal static class DemoFiles
{
    /// <summary>Writes the files and returns the path of hotaru.yml.</summary>
    public static string Write(string directory, ListenModel listen)
    {
        foreach (var name in new[] { "prometheus.yml", "rules.yml" })
            File.WriteAllText(Path.Combine(directory, name), BuiltInFiles.Read($"Demo.{name}", listen));
        var hotaru = Path.Combine(directory, HotaruFile.DefaultName);
        File.WriteAllText(hotaru, "# Everything else has its default.\n");
        return hotaru;
    }
}
