"""Programs of the image's tool set, run where they lie: the host needs neither QEMU nor mtools of its own."""

import os
import shutil
import subprocess


class Tools:
    def __init__(self, cache):
        self.root = os.path.join(cache, "tools-twin")

    def make(self, cache):
        """Installs them once, from Debian."""
        if os.path.exists(self.root):
            return
        os.makedirs(cache, exist_ok=True)
        part = self.root + ".part"
        shutil.rmtree(part, ignore_errors=True)
        subprocess.run(
            ["mmdebstrap", "--mode=root", "--variant=apt", "--architectures=amd64", "--quiet",
             "--aptopt=Apt::Install-Recommends \"false\"", "--aptopt=Acquire::Languages \"none\"",
             "--dpkgopt=force-unsafe-io", "--dpkgopt=path-exclude=/usr/share/doc/*",
             "--include=qemu-system-x86,qemu-system-arm,seabios,ipxe-qemu,mtools", "trixie", part], check=True)
        os.rename(part, self.root)

    def command(self, program):
        """The words that start a program of the tools with the tools' own libraries."""
        if not os.path.exists(self.root):
            return [os.path.basename(program)]
        libraries = ":".join(f"{self.root}{d}" for d in ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu"))
        return [f"{self.root}/lib64/ld-linux-x86-64.so.2", "--library-path", libraries, self.root + program]

    def run(self, program, *arguments, **options):
        options.setdefault("check", True)
        # Options of mtools: dates as they are, no questions.
        environment = dict(os.environ, MTOOLS_SKIP_CHECK="1", MTOOLSRC="/dev/null")
        return subprocess.run(
            [*self.command(program), *map(str, arguments)], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, **options).stdout

    @property
    def qemu_data(self):
        return ["-L", f"{self.root}/usr/share/qemu", "-L", f"{self.root}/usr/share/seabios"] \
            if os.path.exists(self.root) else []

    @property
    def qemu_environment(self):
        return dict(os.environ, QEMU_MODULE_DIR=f"{self.root}/usr/lib/x86_64-linux-gnu/qemu")
