"""The power goes while jobs push: what was confirmed is there afterwards, each time."""

import random
import threading
import time
import urllib.error

WORKERS = 4


class Pushers:
    """Jobs that push one number after the other and remember what was confirmed."""

    def __init__(self, machine):
        self.machine = machine
        self.next = [1] * WORKERS
        self.confirmed = [set() for _ in range(WORKERS)]
        self._stop = threading.Event()
        self._threads = []

    @property
    def count(self):
        return sum(map(len, self.confirmed))

    def start(self):
        self._stop.clear()
        self._threads = [threading.Thread(target=self._push, args=(w,), daemon=True) for w in range(WORKERS)]
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _push(self, worker):
        while not self._stop.is_set():
            number = self.next[worker]
            self.next[worker] += 1
            try:
                status, _ = self.machine.http(
                    f"/pushgateway/metrics/job/cut/worker/{worker}", data=f"cut_number {number}\n".encode(),
                    method="PUT", timeout=10)
            except (OSError, urllib.error.URLError):
                # Not confirmed: it may be there or not.
                self._stop.wait(0.1)
                continue
            if status in (200, 202):
                self.confirmed[worker].add(number)


def lost(machine, pushers):
    """Confirmed numbers that are no samples any more, and groups that are behind; texts for people."""
    missing = []
    answer = machine.json("/prometheus/api/v1/query?query=cut_number%5B12h%5D")
    stored = [set() for _ in range(WORKERS)]
    for series in answer["data"]["result"]:
        stored[int(series["metric"]["worker"])].update(int(float(v)) for _, v in series["values"])
    for worker, confirmed in enumerate(pushers.confirmed):
        gone = sorted(confirmed - stored[worker])
        if gone:
            missing.append(f"worker {worker}: {len(gone)} samples, such as {gone[:5]}")
    text = machine.http("/pushgateway/metrics")[1]
    for worker, confirmed in enumerate(pushers.confirmed):
        now = [float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
               if line.startswith("cut_number{") and f'worker="{worker}"' in line]
        if confirmed and (not now or now[0] < max(confirmed)):
            missing.append(f"worker {worker}: the group shows {now}, {max(confirmed)} was confirmed")
    return missing


def run(machine, checks, cuts, seed):
    """Expects the machine off; leaves it on."""
    dice = random.Random(seed)
    checks.note(f"seed {seed}")
    pushers = Pushers(machine)
    machine.power_on()
    machine.wait_for("Hotaru is ready", lambda: machine.http("/-/ready")[0] == 200)
    for cut in range(1, cuts + 1):
        before = pushers.count
        pushers.start()
        machine.wait_for("a push is confirmed", lambda: pushers.count > before, 120, 0.1)
        time.sleep(dice.uniform(0.5, 15))
        machine.cut_power()
        pushers.stop()
        pushed = pushers.count - before
        machine.power_on()
        machine.wait_for(f"Hotaru is ready after cut {cut}", lambda: machine.http("/-/ready")[0] == 200)
        missing = lost(machine, pushers)
        checks.that(not missing, f"cut {cut}: {pushed} pushes were confirmed before it, {pushers.count} in all, "
                    f"none is lost; ready after {machine.seconds:.0f} s", "; ".join(missing))
        damaged = machine.query("hotaru_storage_damaged_blobs > 0")
        checks.that(not damaged, f"cut {cut}: the store opened, nothing is damaged", damaged)
    kernel = machine.ssh("sudo dmesg | grep -ciE 'ext4-fs error|i/o error|corrupt' || true").strip()
    checks.that(kernel == "0", "the kernel has no complaint about the card", kernel)
