"""The images for boards, as far as QEMU goes: everything but Hotaru's own ARM program, unless the image has it."""

import re

LIMIT = 2400


def run(machine, checks, kernel):
    """From the power switch to nginx; the machine is left on."""
    machine.power_on()
    machine.wait_for("nginx answers", lambda: machine.http("/")[0] in (200, 502), LIMIT, 5)
    checks.note(f"nginx answers {machine.seconds:.0f} s after the power was switched on")
    machine.wait_for("the system is up", lambda: machine.ssh(
        "systemctl is-active multi-user.target", check=False, timeout=600).strip() == "active", LIMIT, 10)
    said = machine.ssh(
        "uname -m; dpkg --print-architecture; findmnt -no OPTIONS / | cut -d , -f 1; hostname; "
        "df --output=size -k /data | tail -n 1; ls /opt/hotaru/current/hotaru /opt/hotaru/hotaru 2> /dev/null | wc -l",
        timeout=900).splitlines()
    processor, architecture, root, name, room, binary = [s.strip() for s in said]
    checks.that((processor, architecture) == kernel, f"{kernel[1]} programs on a kernel for {kernel[0]}", said)
    checks.that(root == "ro", "the system is read-only", root)
    checks.that(name == "twin", "appliance.toml was applied", name)
    checks.that(int(room) > 1 << 20, "the data partition took the rest of the card", room)
    failed = machine.ssh("systemctl list-units --failed --no-legend --plain | cut -d ' ' -f 1", timeout=900).split()
    if binary == "0":
        checks.that(set(failed) <= {"hotaru.service"}, "no other unit failed than Hotaru's", failed)
        ends = machine.wait_for("Hotaru's unit has ended", lambda: ends_of_hotaru(machine), LIMIT, 10)
        checks.that(ends == {"203/EXEC"}, "Hotaru's unit fails only for want of its program (203/EXEC)", ends)
    else:
        checks.that(not failed, "no unit failed", failed)


def ends_of_hotaru(machine):
    """How its processes ended, by the journal: systemd itself forgets it with the next start."""
    said = machine.ssh("sudo journalctl -b -u hotaru -o cat --no-pager", check=False, timeout=900)
    return set(re.findall(r"status=([0-9]+/[A-Z_]+)", said)) or None


def pins(machine, checks, line=17):
    """A level that the guest sets by the character device is one on the board's pin."""
    for level in (1, 0):
        machine.ssh(f"sudo sh -c 'pkill gpioset; gpioset --daemonize -c pinctrl-bcm2835 {line}={level}' || "
                    f"sudo gpioset --daemonize -c 0 {line}={level}", timeout=900)
        seen = machine.wait_for(f"line {line} is {level}", lambda: machine.level(line) == level, 120)
        checks.that(seen, f"line {line} set to {level} in the guest is {level} on the board's pin, read from outside")
