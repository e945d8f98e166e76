"""A release is copied to the appliance; whatever it is and whenever the power goes, the right one runs afterwards."""

import json
import os
import random
import subprocess
import time

from .releases import FIRST, SECOND

DROP = "/var/lib/hotaru/updates/"
FLAT = "sudo cat /opt/hotaru/update.{} 2> /dev/null | tr -d '\\n'; echo; "
STATE = FLAT.format("journal") + FLAT.format("result") + \
        f"readlink /opt/hotaru/current /opt/hotaru/good; ls {DROP} | grep -c 'gz$'"
LIMIT = 1500


class Appliance:
    def __init__(self, machine, checks):
        self.machine, self.checks = machine, checks
        self.pushed = 0

    def start(self):
        self.machine.power_on()
        self.ready()

    def ready(self):
        self.machine.wait_for("Hotaru is ready", lambda: self.machine.http("/-/ready")[0] == 200, LIMIT)

    def push(self):
        """Data that must be there after everything."""
        self.pushed += 1
        status, text = self.machine.http(
            "/pushgateway/metrics/job/kept", data=f"kept_number {self.pushed}\n".encode(), method="PUT")
        assert status in (200, 202), f"{status} {text}"

    def data_is_there(self):
        answer = self.machine.json("/prometheus/api/v1/query?query=kept_number%5B12h%5D")
        return answer and {int(float(v)) for s in answer["data"]["result"] for _, v in s["values"]} \
            >= set(range(1, self.pushed + 1))

    def state(self):
        """(journal or None, result or None, current, good, packages that wait)."""
        journal, result, current, good, waiting = self.machine.ssh(STATE, check=False).splitlines()
        return (json.loads(journal) if journal else None, json.loads(result) if result else None,
                os.path.basename(current), os.path.basename(good), int(waiting))

    def forget(self):
        self.machine.ssh("sudo rm -f /opt/hotaru/update.result")

    def send(self, package):
        # Whole or not at all where the connection ends: a copy that was cut off would only be waited for.
        self.machine.scp(package, DROP + os.path.basename(package))

    def ended(self, package):
        """Waits until the update is over; gives its result back."""
        def over():
            journal, result, _, _, waiting = self.state()
            return result if journal is None and waiting == 0 and result else None
        return self.machine.wait_for(f"{os.path.basename(package)} is done with", over, LIMIT, 5)

    def check(self, what, result, outcome, running):
        self.ready()
        _, _, current, good, _ = self.state()
        version = self.machine.wait_for(
            "the version is told", lambda: self.machine.json("/prometheus/api/v1/status/buildinfo"), 120)
        told = self.machine.ssh("/opt/hotaru/current/hotaru update status | head -n 3", check=False).strip()
        self.checks.that(
            result["outcome"] == outcome and (current, good) == (running, running) and self.data_is_there(),
            f"{what}: {outcome}, {running} runs, the data is there"
            f"{' (' + result['reason'] + ')' if result['reason'] else ''}",
            f"{result}, current {current}, good {good}, data there: {self.data_is_there()}, {version}, {told}")


def run(machine, checks, releases, seed):
    appliance = Appliance(machine, checks)
    appliance.start()
    appliance.push()
    bad = [
        ("a release with a bad signature",
         releases.script("0.9.1", "exit 1", releases.stranger), "refused"),
        ("a release that crashes", releases.script("0.9.2", "exit 1"), "went_back"),
        ("a release that hangs", releases.script("0.9.3", "exec sleep infinity"), "went_back"),
    ]
    for what, package, outcome in bad:
        appliance.push()
        appliance.send(package)
        appliance.check(what, appliance.ended(package), outcome, FIRST)
        appliance.forget()
    cut_everywhere(appliance, releases, random.Random(seed))
    good = releases.real(SECOND)
    appliance.push()
    appliance.send(good)
    appliance.check("a good release", appliance.ended(good), "installed", SECOND)


def cut_everywhere(appliance, releases, dice):
    """The power goes in each step; the same release is put back by hand after each time, and the next step is met."""
    good, crash = releases.real(SECOND), releases.script("0.9.2", "exit 1")
    for step, package, outcome, running in (
            ("copying", good, None, FIRST), ("unpacking", good, "installed", SECOND),
            ("trying", good, "installed", SECOND), ("keeping", good, "installed", SECOND),
            ("trying", crash, "went_back", FIRST), ("going_back", crash, "went_back", FIRST)):
        appliance.push()
        met = cut_in(appliance, step, package, dice)
        appliance.start()
        if step == "copying":
            appliance.machine.ssh(f"rm -f {DROP}*")
            _, _, current, good_link, _ = appliance.state()
            appliance.checks.that(current == good_link == running and appliance.data_is_there(),
                                  f"power cut while {met}: {running} runs, the data is there", current)
            continue
        result = appliance.ended(package)
        appliance.check(f"power cut while {met}, {os.path.basename(package)}", result, outcome, running)
        appliance.forget()
        back_to_the_first(appliance)


def cut_in(appliance, step, package, dice):
    """Cuts the power when the step is seen; tells what was really under way."""
    machine = appliance.machine
    if step == "copying":
        copying = subprocess.Popen(
            ["scp", *machine._ssh_options(), "-l", "8000", "-P", str(machine.ports[22]), package,
             f"pi@127.0.0.1:{DROP}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(8, 15))
        machine.cut_power()
        copying.wait()
        return "it was copied"
    watch = subprocess.Popen(
        ["ssh", *machine._ssh_options(), "-p", str(machine.ports[22]), "pi@127.0.0.1",
         "sudo bash -c 'while :; do l=$(< /opt/hotaru/update.journal); "
         "[ \"$l\" = \"$o\" ] || echo $l; o=$l; sleep 0.02; done' 2> /dev/null"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    appliance.send(package)
    met = "nothing"
    for line in watch.stdout:
        met = json.loads(line)["step"] if line.startswith("{") else f"after {met}"
        if met == step or met.startswith("after") and met != "after nothing":
            break
    if step in ("unpacking", "trying"):
        time.sleep(dice.uniform(0, 6))
    machine.cut_power()
    watch.kill()
    return met


def back_to_the_first(appliance):
    """By hand, as docs/appliance.md has it."""
    appliance.machine.ssh(
        f"cd /opt/hotaru && sudo ln -sfn releases/{FIRST} current && sudo ln -sfn releases/{FIRST} good && "
        f"sudo systemctl restart hotaru && sudo rm -rf previous releases/{SECOND} && sync", timeout=600)
    appliance.ready()
