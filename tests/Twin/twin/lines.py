"""The lamp as the header shows it: levels of gpio-sim's lines over some seconds."""

from dataclasses import dataclass

NAMES = ("red", "amber", "green", "buzzer")


@dataclass
class Watched:
    """Levels as they were at each change: (milliseconds, {name: level})."""

    changes: list

    @classmethod
    def watch(cls, machine, seconds):
        text = machine.ssh(f"sudo bash /run/twin/watch {seconds}")
        changes = []
        for line in text.splitlines():
            at, *levels = line.split()
            changes.append((int(at), dict(zip(NAMES, map(int, levels)))))
        return cls(changes)

    def rises(self, name):
        """How often a line went high, counting one that was high at first."""
        before, number = 0, 0
        for _, levels in self.changes:
            number += levels[name] == 1 and before == 0
            before = levels[name]
        return number

    def was_high(self, name):
        return any(levels[name] for _, levels in self.changes)

    def was_low(self, name):
        return any(not levels[name] for _, levels in self.changes)

    def __str__(self):
        return " ".join(
            f"{at}:" + "".join(n[0] if levels[n] else "-" for n in NAMES) for at, levels in self.changes[:40])
