using Hotaru.Appliance.CommandLine;

namespace Hotaru.Appliance.Configuration;

/// <summary>Reads hotaru.yml and the files it names.</summary>
internal static class ApplianceFiles
{
    /// <summary>The model, or null (and problems) where something is wrong.</summary>
    public static ApplianceModel? Read(ServeOptions options, ProblemList problems)
    {
        var hotaru = HotaruFile.Read(options, problems);
        var prometheus = PrometheusFile.Read(hotaru.PrometheusFile, hotaru.Listen, problems);
        return problems.IsEmpty ? new ApplianceModel(hotaru, prometheus) : null;
    }
}
