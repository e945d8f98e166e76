namespace Hotaru.Node;

/// <summary>
/// uname(2): the kernel's name, release and version, and the machine's name and architecture.
/// </summary>
internal sealed class UnameCollector(Machine machine) : ICollector
{
    public string Name => "uname";

    public bool Collect(NodePage page)
    {
        var system = machine.Line(machine.Proc("sys/kernel/ostype"));
        if (system is null) return false;
        page.Gauge("node_uname_info", "The kernel and the machine's name.").Begin()
            .Label("domainname"u8, machine.Line(machine.Proc("sys/kernel/domainname")) ?? "")
            .Label("machine"u8, Architecture(machine))
            .Label("nodename"u8, machine.Line(machine.Proc("sys/kernel/hostname")) ?? "")
            .Label("release"u8, machine.Line(machine.Proc("sys/kernel/osrelease")) ?? "")
            .Label("sysname"u8, system)
            .Label("version"u8, machine.Line(machine.Proc("sys/kernel/version")) ?? "")
            .End(1);
        return true;
    }

    /// <summary>Kernels from 6.1 tell it in /proc/sys/kernel/arch; else the process's own is told.</summary>
    private static string Architecture(Machine machine) =>
        machine.Line(machine.Proc("sys/kernel/arch"))
        ?? System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "x86_64",
            System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
            System.Runtime.InteropServices.Architecture.Arm => "armv7l",
            var other => other.ToString(),
        };
}
