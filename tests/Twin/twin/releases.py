"""Releases to try: two that are good, and others that are not."""

import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
FIRST, SECOND = "0.2.0", "0.3.0"


class Releases:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.key, self.public, self.stranger = (
            os.path.join(folder, name) for name in ("key.pem", "builder.pem", "other.pem"))
        for key in (self.key, self.stranger):
            if not os.path.exists(key):
                self._call("openssl", "genpkey", "-algorithm", "ed25519", "-out", key)
        if not os.path.exists(self.public):
            self._call("openssl", "pkey", "-in", self.key, "-pubout", "-out", self.public)

    def real(self, version):
        """Hotaru itself, published under this version."""
        directory = os.path.join(self.folder, version)
        package = os.path.join(directory, f"hotaru-{version}.tar.gz")
        if not os.path.exists(package):
            self._call(os.path.join(ROOT, "build-arm.sh"), "--rid", "linux-x64", "--output", directory,
                       "--sign", self.key, "--version", version)
        return package

    def script(self, version, body, key=None):
        """A release whose program is a shell script."""
        directory = os.path.join(self.folder, version)
        os.makedirs(directory, exist_ok=True)
        program = os.path.join(directory, "hotaru")
        with open(program, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{body}\n")
        os.chmod(program, 0o755)
        package = os.path.join(self.folder, f"hotaru-{version}.tar.gz")
        self._call(os.path.join(ROOT, "systemd", "pack-release"), directory, version, "linux-x64",
                   self._data_format(), key or self.key, package)
        return package

    @staticmethod
    def _data_format():
        """As build-arm.sh finds it: one that reads older data only would be refused before it is tried."""
        with open(os.path.join(ROOT, "src", "Storage", "Sqlite", "SqliteFile.cs"), encoding="utf-8") as file:
            return re.search(r"const int FormatVersion = (\d+);", file.read())[1]

    @staticmethod
    def _call(*command):
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
