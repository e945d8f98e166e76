using Hotaru.Appliance.CommandLine;
using Hotaru.Updates;

namespace Hotaru.Appliance.Updating;

/// <summary>The same by hand as by copying: the package goes into the drop folder and is followed.</summary>
internal static class UpdateApply
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>0 where the release was installed, 1 where it was not.</summary>
    public static async Task<int> RunAsync(UpdatePaths paths, string file, CancellationToken cancellation)
    {
        // A mistake is told at once, and nothing is left lying about.
        using (var package = ReleasePackage.Open(file, new TrustedKeys(paths.Keys)))
        {
            var (version, rid, _, _) = package.Manifest;
            Console.WriteLine($"{version} for {rid}, signed by a known key");
        }

        var before = Written(paths);
        var name = Path.GetFileName(file);
        if (!name.EndsWith(".tar.gz", StringComparison.Ordinal)) name += ".tar.gz";
        Directory.CreateDirectory(paths.Drop);
        var place = Path.Combine(paths.Drop, name);
        File.Copy(file, place + ".part", overwrite: true);
        File.Move(place + ".part", place, overwrite: true);

        // With the unit at work this does nothing; without it, this does it.
        if (Environment.IsPrivilegedProcess) await WorkAsync(paths, cancellation);
        while (File.Exists(place) || File.Exists(paths.Journal) || Written(paths) == before)
            await Task.Delay(Beat, TimeProvider.System, cancellation);
        var result = UpdateResult.Load(paths.Result);
        Console.WriteLine(result);
        return result?.Outcome == UpdateOutcome.Installed ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>One update, as hotaru-update.service does it.</summary>
    public static async Task<int> WorkAsync(UpdatePaths paths, CancellationToken cancellation)
    {
        using var probe = new HttpReadinessProbe(paths.Address);
        var parts = new UpdaterParts(ReleaseVersion.Rid, new SystemctlService(), probe, TimeProvider.System)
        {
            Say = UpdateConsole.Say,
            Ended = result => Console.WriteLine(result),
        };
        await new Updater(paths, parts).RunAsync(cancellation);
        return ExitCode.Done;
    }

    private static DateTime Written(UpdatePaths paths) => File.GetLastWriteTimeUtc(paths.Result);
}
