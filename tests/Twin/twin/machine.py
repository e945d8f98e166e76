"""A machine in QEMU with a card in it: power on, ask it things, cut the power."""

import base64
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

READY_LIMIT = 900

# Guards against faults of real processors cost a processor that is computed dear, and guard nothing in it.
QUICK = "mitigations=off nopti nokaslr audit=0 apparmor=0 systemd.show_status=no " \
        "module_blacklist=ahci,i2c_i801,iTCO_wdt,pcspkr,lpc_ich,psmouse,vmw_vsock_vmci_transport,joydev,cfg80211"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Machine:
    """amd64: the twin with gpio-sim in it. The network reaches the host's loopback and nothing else."""

    def __init__(self, tools, card, folder, extras=None, key=None):
        self.tools, self.card, self.folder, self.extras, self.key = tools, card, folder, extras, key
        os.makedirs(folder, exist_ok=True)
        self.process = None
        self.started = None
        self.clock_offset = 0
        self.serial = os.path.join(folder, "serial.log")
        self.ports = {}

    def set_clock(self, hour):
        """The machine's clock shows this hour (UTC) at the first start, and goes on from there through power cuts."""
        now = time.time()
        self.clock_offset = (now // 86400 * 86400 + hour * 3600) - now

    # -- power ------------------------------------------------------------------------------------------------------

    def power_on(self, cache="none"):
        kernel, initrd, cmdline = self.card.boot_files(os.path.join(self.folder, "boot"))
        self.ports = dict(zip((22, 80, 8080), free_ports(3)))
        if os.path.exists(self.serial):
            with open(self.serial, "rb") as old, open(self.serial + ".before", "ab") as kept:
                kept.write(old.read())
        log = open(os.path.join(self.folder, "qemu.log"), "ab")
        self.process = subprocess.Popen(
            self._command(kernel, initrd, cmdline, cache), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env=self.tools.qemu_environment, start_new_session=True)
        log.close()
        self.started = time.monotonic()

    def _command(self, kernel, initrd, cmdline, cache):
        command = [
            *self._program("x86_64"), *self._accelerator(), "-M", "q35", "-smp", "2", "-m", "1024",
            "-kernel", kernel, "-initrd", initrd, "-append", f"{cmdline} panic=10 {QUICK} {self._credentials()}",
            *self._virtio(cache),
        ]
        if self.extras:
            command += ["-drive", f"if=none,id=extras,file={self.extras},format=raw,readonly=on",
                        "-device", "virtio-blk-pci,drive=extras"]
        return command

    def _program(self, processor):
        clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + self.clock_offset))
        return [*self.tools.command(f"/usr/bin/qemu-system-{processor}"), *self.tools.qemu_data, "-nodefaults",
                "-no-reboot", "-display", "none", "-serial", f"file:{self.serial}", "-rtc", f"base={clock}"]

    def _virtio(self, cache):
        return ["-drive", f"if=none,id=card,file={self.card.path},format=raw,cache={cache}",
                "-device", "virtio-blk-pci,drive=card", "-netdev", self._network(),
                "-device", "virtio-net-pci,netdev=net,romfile=", "-device", "virtio-rng-pci"]

    def _network(self):
        forward = "".join(f",hostfwd=tcp:127.0.0.1:{host}-:{guest}" for guest, host in self.ports.items())
        return f"user,id=net,restrict=on{forward}"

    @staticmethod
    def _accelerator():
        # KVM where it works for a guest like this, which having the device does not mean; TWIN_ACCEL=kvm asks for it.
        if os.environ.get("TWIN_ACCEL", "tcg") == "kvm":
            return ["-accel", "kvm", "-accel", "tcg", "-cpu", "max"]
        return ["-accel", "tcg,thread=multi,tb-size=512", "-cpu", "Nehalem"]

    def _credentials(self):
        """What the twin has and the product has not is given to systemd at each start; the image stays as it is."""
        if not self.extras:
            return ""
        unit = (
            "[Unit]\nDefaultDependencies=no\nAfter=systemd-remount-fs.service\n"
            "Before=systemd-udev-trigger.service hotaru.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\n"
            "ExecStart=/bin/sh -c 'mkdir -p /run/twin && tar -xf /dev/vdb -C /run/twin && exec sh /run/twin/gpio'\n")
        coded = base64.b64encode(unit.encode()).decode()
        return f"systemd.set_credential_binary=systemd.extra-unit.twin-gpio.service:{coded} " \
               "systemd.wants=twin-gpio.service"

    @property
    def is_on(self):
        return self.process is not None and self.process.poll() is None

    def cut_power(self):
        """The end of QEMU without a word to the guest: what it had not flushed is lost."""
        if self.is_on:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def power_off(self, limit=120):
        """Asks the guest to shut down, and waits until it has."""
        self.ssh("sudo systemctl poweroff --no-block", check=False)
        try:
            self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.cut_power()
            raise AssertionError(f"the machine did not shut down within {limit} s") from None

    @property
    def seconds(self):
        """Since the power was switched on."""
        return time.monotonic() - self.started

    # -- asking -----------------------------------------------------------------------------------------------------

    def wait_for(self, what, question, limit=READY_LIMIT, pause=1.0):
        """Asks until the answer is neither None nor False; gives it back."""
        end = time.monotonic() + limit
        last = None
        while time.monotonic() < end:
            if not self.is_on:
                raise AssertionError(f"the machine went off while waiting until {what}\n{self.tail()}")
            try:
                last = question()
                if last is not None and last is not False:
                    return last
            except (OSError, urllib.error.URLError, ValueError, subprocess.SubprocessError) as e:
                last = e
            time.sleep(pause)
        raise AssertionError(f"not within {limit:.0f} s: {what} (last: {last})\n{self.tail()}")

    def tail(self, lines=15):
        try:
            with open(self.serial, "rb") as file:
                text = file.read()[-20000:].decode(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def http(self, path, port=80, data=None, method=None, timeout=30, password=None):
        """Status and text of an answer; a refusal by HTTP is an answer too."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ports[port]}{path}", data=data, method=method)
        if password is not None:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"admin:{password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode(errors="replace")

    def json(self, path):
        status, text = self.http(path)
        return json.loads(text) if status == 200 else None

    def query(self, expression):
        """The vector of an instant query as a list of (labels, value)."""
        answer = self.json("/prometheus/api/v1/query?query=" + urllib.request.quote(expression))
        return [(r["metric"], r["value"][1]) for r in answer["data"]["result"]] if answer else []

    def indicator(self):
        return self.json("/api/hotaru/v1/indicator")

    # -- logging in -------------------------------------------------------------------------------------------------

    def _ssh_options(self):
        return ["-i", self.key, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                "-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "-o", "ConnectTimeout=30", "-F", "none"]

    def ssh(self, command, check=True, timeout=300, data=None):
        """Runs a shell command as the user pi and gives its output back."""
        done = subprocess.run(
            ["ssh", *self._ssh_options(), "-p", str(self.ports[22]), "pi@127.0.0.1", command],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, input=data,
            stdin=subprocess.DEVNULL if data is None else None)
        if check and done.returncode != 0:
            raise subprocess.SubprocessError(f"{command}: {done.returncode}\n{done.stdout.decode(errors='replace')}")
        return done.stdout.decode(errors="replace")

    def scp(self, path, target, check=True, timeout=600):
        done = subprocess.run(
            ["scp", *self._ssh_options(), "-P", str(self.ports[22]), path, f"pi@127.0.0.1:{target}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=timeout)
        if check and done.returncode != 0:
            raise subprocess.SubprocessError(f"scp {path}: {done.stdout.decode(errors='replace')}")
        return done.returncode == 0
