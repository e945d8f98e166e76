using System.Diagnostics;

namespace Hotaru.Updates.Tests;

/// <summary>The program that makes keys and signs releases.</summary>
internal static class OpenSsl
{
    public static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
