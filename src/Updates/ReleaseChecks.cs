namespace Hotaru.Updates;

/// <summary>Whether a release of a known key fits this machine and its data.</summary>
internal sealed class ReleaseChecks(ReleaseShelf shelf, string rid)
{
    /// <exception cref="UpdateRefusedException">It does not; nothing of it was unpacked.</exception>
    public void Demand(ReleaseManifest manifest)
    {
        if (manifest.Rid != rid)
            throw new UpdateRefusedException($"it is for {manifest.Rid}, and this is {rid}");
        if (manifest.Version == shelf.Current || manifest.Version == shelf.Good)
            throw new UpdateRefusedException($"{manifest.Version} runs already");
        if (shelf.ManifestOf(shelf.Good) is { } good && manifest.DataFormat < good.DataFormat)
        {
            throw new UpdateRefusedException(
                $"it reads data of format {manifest.DataFormat}, "
                + $"and {good.Version} writes {good.DataFormat}");
        }
    }
}
