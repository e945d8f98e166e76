namespace Hotaru.Updates;

/// <summary>An update must not fill the card on which the monitor keeps its data.</summary>
internal static class FreeSpace
{
    /// <summary>Left free beside the release.</summary>
    private const long Reserve = 32L << 20;

    /// <exception cref="UpdateRefusedException">There is too little.</exception>
    public static void Demand(string directory, long bytes)
    {
        var free = new DriveInfo(directory).AvailableFreeSpace;
        if (free >= bytes + Reserve) return;
        throw new UpdateRefusedException(
            $"{directory} has {free >> 20} MB free and needs {(bytes + Reserve) >> 20} MB; "
            + "delete something there");
    }
}
