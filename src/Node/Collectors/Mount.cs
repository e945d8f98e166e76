namespace Hotaru.Node;

/// <summary>One line of /proc/mounts.</summary>
internal sealed record Mount(string Device, string Point, string Type, string Options)
{
    private static readonly HashSet<string> ExcludedTypes = new(StringComparer.Ordinal)
    {
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs",
        "fusectl", "hugetlbfs", "iso9660", "mqueue", "nsfs", "overlay", "proc", "procfs", "pstore",
        "rpc_pipefs",
        "securityfs", "selinuxfs", "squashfs", "sysfs", "tracefs",
    };

    private static readonly string[] ExcludedTrees = ["/dev", "/proc", "/sys"];

    private static readonly string[] ExcludedBelow =
        ["/run/credentials/", "/var/lib/docker/", "/var/lib/containers/storage/"];

    /// <summary>Mounted for reading only, by its options.</summary>
    public bool IsReadOnly { get; } = Options.Split(',').Contains("ro");

    /// <summary>Whether it is left out by node_exporter's defaults.</summary>
    public bool IsExcluded { get; } =
        ExcludedTypes.Contains(Type)
        || ExcludedTrees.Any(tree => Point == tree || Point.StartsWith(tree + "/", StringComparison.Ordinal))
        || ExcludedBelow.Any(
            tree => Point.StartsWith(tree, StringComparison.Ordinal) && Point.Length > tree.Length);

    /// <summary>Whether a server elsewhere answers for it, which may then not answer at all.</summary>
    public bool IsRemote { get; } =
        Type is "9p" or "afs" or "ceph" or "cifs" or "glusterfs" or "lustre" or "nfs" or "nfs4" or "smb3"
            or "smbfs"
        || Type.StartsWith("fuse.", StringComparison.Ordinal);
}
