using System.Reflection;
using System.Runtime.InteropServices;

namespace Hotaru.Updates;

/// <summary>Which release this process is.</summary>
public static class ReleaseVersion
{
    /// <summary>As the manifest beside the program says; without one, as it was built.</summary>
    public static string OfProcess(Assembly program) => OfDirectory(AppContext.BaseDirectory)
        ?? program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The kind of machine as the .NET SDK names it.</summary>
    public static string Rid =>
        $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    internal static string? OfDirectory(string directory)
    {
        try
        {
            var file = Path.Combine(directory, ReleaseManifest.FileName);
            return File.Exists(file) ? ReleaseManifest.Parse(File.ReadAllBytes(file)).Version : null;
        }
        catch (Exception e) when (e is UpdateRefusedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
