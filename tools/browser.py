"""Find Chromium for the tests, or install it: python tools/browser.py

This is the one place that knows its path and its options.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from node import NODE
from playwright.sync_api import sync_playwright

# Playwright's own Node needs a library that a bare Debian has not; the one the book is built with does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

FLAGS = [  # no sandbox, as root in a container; nothing in the background that would ask the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PACKAGE = "chromium-headless-shell"  # Debian's: opens a tab five times as fast as the whole browser
NAMES = (PACKAGE, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Return the path of a Chromium: that in CHROMIUM, one on PATH, the one Playwright downloaded, or None."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> bool:
    """Install a Chromium: Debian's as root, else Playwright's own; return whether that went well."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        commands = [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", PACKAGE]]
    else:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(command, env=environment).returncode == 0 for command in commands)


def main() -> int:
    """Print where Chromium is, installing it first where there is none; return the exit code."""
    path = find() or (install() and find())
    if not path:
        print("No Chromium was found or could be installed: the tests of the pages will be skipped.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    print(f"Chromium: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
