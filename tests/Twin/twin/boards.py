"""Machines with an ARM processor. They are slow: every instruction is computed."""

import os
import re
import socket
import time

from .machine import Machine
from .tree import without

# Drivers of the graphics chip wait for firmware that QEMU has not; its watchdog bites as soon as it is set up.
BOARD = "module_blacklist=vc4,snd_bcm2835,bcm2835_v4l2,vchiq,drm,bcm2835_wdt systemd.watchdog_sec=0"


class ArmMachine(Machine):
    """No board, but the processor of one: the image's arm64 kernel with its 32-bit programs."""

    def _command(self, kernel, initrd, cmdline, cache):
        return [*self._program("aarch64"), "-accel", "tcg,thread=multi,tb-size=512", "-M", "virt", "-cpu", "cortex-a53",
                "-smp", "2", "-m", "1024", "-kernel", kernel, "-initrd", initrd,
                "-append", f"{cmdline} console=ttyAMA0 panic=10 mitigations=off audit=0 systemd.show_status=no",
                *self._virtio(cache)]


class Pi2(Machine):
    """QEMU's raspi2b: the board's own GPIO, SD and USB, and its pins seen from outside."""

    # GPLEV0 of the BCM2836's GPIO block: the levels of lines 0 to 31.
    LEVELS = 0x3F200034

    def _command(self, kernel, initrd, cmdline, cache):
        tree = os.path.join(self.folder, "boot", "bcm2836-rpi-2-b.dtb")
        if not os.path.exists(tree):
            self._take_tree(tree)
        self.monitor = os.path.join(self.folder, "monitor")
        return [*self._program("arm"), "-accel", "tcg,thread=multi", "-M", "raspi2b", "-m", "1G", "-kernel", kernel,
                "-initrd", initrd, "-dtb", tree,
                "-append", f"{cmdline} console=ttyAMA0,115200 panic=10 audit=0 systemd.show_status=no {BOARD}",
                "-drive", f"if=sd,file={self.card.path},format=raw,cache=unsafe",
                "-netdev", self._network(), "-device", "usb-net,netdev=net",
                "-monitor", f"unix:{self.monitor},server=on,wait=off"]

    def _take_tree(self, path):
        """The card's reader works without DMA: an interrupt of it that comes late, as on a busy host, ends in an oops
        of its driver (bcm2835_finish_data). For the same reason nothing waits until the host's disk has written."""
        self.card.take(os.path.basename(path), path + ".card")
        with open(path + ".card", "rb") as taken, open(path, "wb") as file:
            file.write(without(taken.read(), "mmc@7e202000", "dmas"))

    def level(self, line):
        """The level of a line (0 to 31) as the board puts it out, read past the guest."""
        word = re.search(rf"{self.LEVELS:016x}: 0x([0-9a-f]+)", self._ask(f"xp /1wx {self.LEVELS:#x}"))
        return int(word[1], 16) >> line & 1

    def _ask(self, command):
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.settimeout(60)
            monitor.connect(self.monitor)
            self._until_prompt(monitor)
            monitor.sendall(command.encode() + b"\n")
            return self._until_prompt(monitor)

    @staticmethod
    def _until_prompt(monitor):
        text, end = "", time.monotonic() + 60
        while not text.rstrip().endswith("(qemu)"):
            if time.monotonic() > end:
                raise OSError("QEMU's monitor does not answer")
            text += monitor.recv(4096).decode(errors="replace")
        return text
