namespace Hotaru.Updates;

/// <summary>Where a person copies releases to. Its files may still grow, and may be anything.</summary>
internal sealed class DropFolder(UpdatePaths paths, TimeProvider time)
{
    public const string Ending = ".tar.gz";
    private const string Refused = ".refused";

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A file that did not change for so long is not being copied any more, or may be tried.
    /// </summary>
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(2);

    /// <summary>
    /// So long a copy may pause (a slow network) before a file that is cut off counts as damaged.
    /// </summary>
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);

    /// <summary>The oldest package; null where there is none.</summary>
    public string? Next() => !Directory.Exists(paths.Drop) ? null
        : new DirectoryInfo(paths.Drop).GetFiles("*" + Ending)
            .Where(file => file.LinkTarget is null)
            .OrderBy(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Name;

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>
    /// Brings a package to the disk once it is still: whoever copied it here did not, and after a power cut
    /// in the next half minute it would be there by its name, and empty.
    /// </summary>
    public async Task SettleAsync(string name, CancellationToken cancellation)
    {
        await StillAsync(new GrowthWatch(PathOf(name), time), cancellation).ConfigureAwait(false);
        try
        {
            DurableFiles.Sync(PathOf(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was taken away, or cannot be read: whoever reads it says so.
        }
    }

    /// <summary>
    /// Copies a package out of reach once it is still, and hands the copy to the reader; again where it was
    /// cut off and went on growing.
    /// </summary>
    /// <exception cref="UpdateRefusedException">It is damaged, too large, or gone.</exception>
    public async Task ReadAsync(string name, Action<string> read, CancellationToken cancellation)
    {
        var watch = new GrowthWatch(PathOf(name), time);
        while (true)
        {
            await StillAsync(watch, cancellation).ConfigureAwait(false);
            try
            {
                Stage(PathOf(name));
                read(paths.Staged);
                return;
            }
            catch (CutOffException e) when (watch.StillFor >= MostPause)
            {
                throw new UpdateRefusedException(e.Message, e);
            }
            catch (CutOffException)
            {
                await Task.Delay(Beat, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    public void Take(string name) => DurableFiles.Delete(PathOf(name));

    /// <summary>Puts it aside under a name that is not looked at.</summary>
    public void Refuse(string name)
    {
        if (Has(name)) DurableFiles.Rename(PathOf(name), PathOf(name) + Refused);
    }

    private async Task StillAsync(GrowthWatch watch, CancellationToken cancellation)
    {
        while (watch.StillFor < Still) await Task.Delay(Beat, time, cancellation).ConfigureAwait(false);
    }

    private string PathOf(string name) => Path.Combine(paths.Drop, name);

    private void Stage(string path)
    {
        try
        {
            var bytes = new FileInfo(path).Length;
            if (bytes > ReleaseManifest.MostBytesUnpacked)
            {
                throw new UpdateRefusedException(
                    $"it is larger than {ReleaseManifest.MostBytesUnpacked >> 20} MB");
            }

            FreeSpace.Demand(paths.Root, bytes);
            File.Copy(path, paths.Staged, overwrite: true);
        }
        catch (FileNotFoundException e)
        {
            throw new UpdateRefusedException("it was taken away", e);
        }
    }
}
