using System.Diagnostics;

namespace Hotaru.Appliance.Tests.Configuration.Rules;

/// <summary>Debian's promtool (2.42), as the judge of files that it knows the fields of.</summary>
internal static class Promtool
{
    public static bool IsThere { get; } = File.Exists("/usr/bin/promtool");

    /// <summary>Whether <c>promtool ARGUMENTS FILE</c> says yes; and what it says.</summary>
    public static (bool Yes, string Output) Ask(string arguments, string file)
    {
        var start = new ProcessStartInfo("/usr/bin/promtool", $"{arguments} {Path.GetFileName(file)}")
        {
            WorkingDirectory = Path.GetDirectoryName(file),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, output + error.Result);
    }
}
