"""A card: a copy of the image, with the boot partition read and written as a card reader would."""

import os
import shutil
import subprocess

BOOT_OFFSET = 4 << 20


class Card:
    """A raw disk in a folder of its own."""

    def __init__(self, tools, path):
        self.tools = tools
        self.path = path

    @classmethod
    def flash(cls, tools, image, path, size):
        """Copies the image onto a card of so many bytes, like dd would."""
        subprocess.run(["cp", "--sparse=always", "--reflink=auto", image, path], check=True)
        os.truncate(path, size)
        return cls(tools, path)

    def copy(self, path):
        subprocess.run(["cp", "--sparse=always", "--reflink=auto", self.path, path], check=True)
        return Card(self.tools, path)

    @property
    def _boot(self):
        return f"{self.path}@@{BOOT_OFFSET}"

    def read(self, name):
        return self.tools.run("/usr/bin/mtype", "-i", self._boot, f"::{name}")

    def has(self, name):
        listed = self.tools.run("/usr/bin/mdir", "-b", "-i", self._boot, f"::{name}", check=False)
        return f"::/{name}".encode() in listed

    def take(self, name, path):
        self.tools.run("/usr/bin/mcopy", "-o", "-i", self._boot, f"::{name}", path)

    def put(self, path, name):
        self.tools.run("/usr/bin/mcopy", "-o", "-i", self._boot, path, f"::{name}")

    def configure(self, edit):
        """Changes appliance.toml by a function of text to text, as a person with an editor would."""
        scratch = self.path + ".toml"
        with open(scratch, "w", encoding="utf-8") as file:
            file.write(edit(self.read("appliance.toml").decode()))
        self.put(scratch, "appliance.toml")
        os.unlink(scratch)

    def boot_files(self, folder):
        """Kernel, initrd and command line, found as the Pi's firmware finds them: by config.txt."""
        settings = self.read("config.txt").decode().replace("\r", "").splitlines()
        kernel = next(s.split("=", 1)[1] for s in settings if s.startswith("kernel="))
        initrd = next(s.split()[1] for s in settings if s.startswith("initramfs "))
        os.makedirs(folder, exist_ok=True)
        paths = []
        for name in (kernel, initrd):
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                self.take(name, path + ".part")
                os.replace(path + ".part", path)
            paths.append(path)
        return *paths, self.read("cmdline.txt").decode().strip()

    def remove(self):
        shutil.rmtree(os.path.dirname(self.path), ignore_errors=True)
