"""What a scenario finds: each check is a line, and the last line counts them."""

import time


class Checks:
    def __init__(self):
        self.passed = self.failed = 0
        self._begun = time.monotonic()

    def that(self, is_so, what, seen=""):
        """Notes a check; `seen` is what was found instead."""
        self.passed, self.failed = self.passed + bool(is_so), self.failed + (not is_so)
        word = "ok    " if is_so else "FAILED"
        print(f"[{time.monotonic() - self._begun:6.0f} s] {word} {what}{'' if is_so else f': {seen}'}", flush=True)
        return bool(is_so)

    def note(self, what):
        print(f"[{time.monotonic() - self._begun:6.0f} s]        {what}", flush=True)

    def count(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0
