namespace Hotaru.Node;

/// <summary>Tells whole disks from partitions and from devices that are no disks, by their names.</summary>
internal static class BlockDevices
{
    /// <summary>
    /// ram0, loop1, fd0, sda1, vdb2, xvda3, hda1, nvme0n1p2: left out of disk statistics, as node_exporter
    /// leaves them out. (Partitions of an mmcblk are shown there, so they are shown here.)
    /// </summary>
    public static bool IsPartition(ReadOnlySpan<byte> device)
    {
        var stem = device.TrimEnd("0123456789"u8);
        if (stem.Length == device.Length) return false;
        if (stem.SequenceEqual("ram"u8) || stem.SequenceEqual("loop"u8) || stem.SequenceEqual("fd"u8))
            return true;
        if (stem.StartsWith("nvme"u8)) return stem.EndsWith("p"u8);
        return IsLetteredDisk(stem);
    }

    /// <summary>hda, sda, vda, xvda: one letter behind the kind.</summary>
    private static bool IsLetteredDisk(ReadOnlySpan<byte> stem)
    {
        var kind = stem.StartsWith("xvd"u8) ? 3
            : stem.StartsWith("hd"u8) || stem.StartsWith("sd"u8) || stem.StartsWith("vd"u8) ? 2
            : 0;
        return kind > 0 && stem.Length == kind + 1 && char.IsAsciiLetterLower((char)stem[kind]);
    }
}
