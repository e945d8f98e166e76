"""From the power switch to a green lamp, to red, to acknowledged, to green again."""

from .lines import Watched


PATHS = ("/", "/prometheus/-/ready", "/pushgateway/metrics", "/alertmanager/api/v2/status", "/node/metrics")


def state_is(machine, wanted):
    view = machine.indicator()
    return view if view and view["state"] == wanted else None


def push(machine, text, job="backup"):
    return machine.http(f"/pushgateway/metrics/job/{job}", data=text.encode(), method="PUT")


def run(machine, checks, config):
    """Leaves the machine on, with the lamp green."""
    machine.power_on()
    machine.wait_for("nginx answers and Hotaru behind it", lambda: machine.http("/-/ready")[0] == 200)
    checks.note(f"ready {machine.seconds:.0f} s after the power was switched on")
    up = machine.wait_for("the first scrape is stored", lambda: machine.query("up == 1") or None)
    checks.that(up, f"boot to first scrape: {machine.seconds:.0f} s", up)

    for port in (80, 8080):
        for path in PATHS:
            status, text = machine.http(path, port)
            checks.that(status == 200, f"port {port} {path} answers", f"{status} {text[:200]}")

    first_boot(machine, checks)

    machine.ssh("cat > /etc/hotaru/prometheus.yml", data=config["prometheus.yml"])
    machine.ssh("cat > /etc/hotaru/jobs.yml && sudo systemctl reload hotaru", data=config["jobs.yml"])
    machine.wait_for("the rule is there", lambda: "BackupFailed" in machine.http("/prometheus/api/v1/rules")[1])
    machine.wait_for("all is well", lambda: state_is(machine, "ok"))
    seen = Watched.watch(machine, 8)
    checks.that(seen.rises("green") >= 2 and seen.was_low("green"), "all well: green flashes", seen)
    checks.that(not seen.was_high("red") and not seen.was_high("buzzer"), "all well: no red, no buzzer", seen)

    status, text = push(machine, "backup_exit_code 1\n")
    checks.that(status in (200, 202), "a push through /pushgateway/ is taken", f"{status} {text}")
    machine.wait_for("the alert fires", lambda: state_is(machine, "critical"), 60, 0.2)
    seen = Watched.watch(machine, 8)
    checks.that(seen.rises("red") >= 5, "critical: the red line goes high, and flashes", seen)
    checks.that(seen.rises("buzzer") >= 3 and seen.was_low("buzzer"), "critical: the buzzer pulses", seen)
    checks.that(not seen.was_high("green"), "critical: never green", seen)

    machine.ssh("sudo sh /run/twin/press 0.5")
    machine.wait_for("the button acknowledges", lambda: state_is(machine, "acknowledged"), 60)
    seen = Watched.watch(machine, 6)
    checks.that(not seen.was_low("red") and not seen.was_high("buzzer"), "acknowledged: steady red, still", seen)

    push(machine, "backup_exit_code 0\n")
    machine.wait_for("the next good push ends it", lambda: state_is(machine, "ok"), 120)
    seen = Watched.watch(machine, 8)
    checks.that(seen.was_high("green") and not seen.was_high("red"), "after the good push: green", seen)
    claim(machine, checks)


def claim(machine, checks):
    """The button held while Hotaru starts: one new password without an old one, and none afterwards."""
    token = b"token=held-the-button"
    status, _ = machine.http("/claim", data=token)
    checks.that(status == 403, "nobody can claim without the button", status)
    machine.ssh("echo pull-down | sudo tee /run/twin/lines/sim_gpio23/pull && sudo systemctl restart hotaru", timeout=900)
    machine.wait_for("the button opens /claim", lambda: "<form" in machine.http("/claim")[1], 120)
    machine.ssh("echo pull-up | sudo tee /run/twin/lines/sim_gpio23/pull")
    seen = Watched.watch(machine, 6)
    checks.that(seen.rises("green") >= 5 and seen.rises("amber") >= 5 and not seen.was_high("red"),
                "the lamp shows that the appliance can be claimed", seen)
    first, second = machine.http("/claim", data=token)[0], machine.http("/claim", data=b"token=somebody-else")[0]
    checks.that((first, second) == (200, 403), "the first one claims, the second does not", (first, second))
    machine.wait_for("a password is asked for", lambda: machine.http("/")[0] == 401, 120)
    status, _ = machine.http("/", password="held-the-button")
    checks.that(status == 200, "the claimed token opens the pages", status)
    said = machine.ssh("sudo grep claim_token /boot/firmware/appliance.toml; "
                       "findmnt -no OPTIONS / | cut -d , -f 1; findmnt -no OPTIONS /boot/firmware | cut -d , -f 1")
    checks.that(said.split("\n")[:3] == ['claim_token = "held-the-button"', "ro", "ro"],
                "it is in appliance.toml, and all is read-only again", said)


def first_boot(machine, checks):
    """What appliance.toml asked for is there, and nothing is open that should not be."""
    said = machine.ssh(
        "hostname; cat /sys/block/vda/vda3/size; findmnt -no OPTIONS / | cut -d , -f 1; "
        "systemctl list-units --failed --no-legend --plain | cut -d ' ' -f 1 | tr '\\n' ' '; echo; "
        "sudo cut -d : -f 2 /etc/shadow | grep -c '^\\$' || true; "
        "ls -d /var/log/journal 2> /dev/null | wc -l; df --output=size -k /data | tail -n 1; "
        "systemctl show -p NRestarts --value hotaru; hotaru update status > /dev/null && echo found").splitlines()
    name, sectors, root, failed, passwords, journal, room, restarts, *command = [s.strip() for s in said]
    checks.that(name == "twin", "the name is that of appliance.toml", name)
    checks.that(int(sectors) > 2 << 21 and int(room) > 1 << 20, "the data partition took the rest of the card", said)
    checks.that(root == "ro", "the system is read-only", root)
    checks.that(failed == "", "no unit failed", failed)
    checks.that(passwords == "0", "nobody has a password", passwords)
    checks.that(journal == "0", "the journal is in memory", journal)
    checks.that(restarts == "0", "Hotaru started at the first attempt", restarts)
    checks.that(command == ["found"], "hotaru is a command for who logs in", command)
