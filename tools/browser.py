"""Find the browsers of the tests, or install them: python tools/browser.py

This is the one place that knows their paths and options.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

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


class Engine(NamedTuple):
    """A browser's engine and where its program may be: named by a variable of the environment, or on PATH."""

    name: str
    variable: str
    programs: tuple[str, ...]
    besides: tuple[str, ...]  # programs that have to be there too
    packages: tuple[str, ...]  # Debian's


CHROMIUM = Engine(
    "Chromium",
    "CHROMIUM",
    programs=(
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ),
    besides=(),
    packages=("chromium-headless-shell",),  # opens a tab five times as fast as the whole browser
)
FIREFOX = Engine("Firefox", "FIREFOX", ("firefox-esr", "firefox"), (), ("firefox-esr",))
WEBKIT = Engine("WebKit", "WEBKIT_DRIVER", ("WebKitWebDriver",), ("Xvfb",), ("webkit2gtk-driver", "xvfb"))
ENGINES = (CHROMIUM, FIREFOX, WEBKIT)


def find(engine: Engine = CHROMIUM) -> str | None:
    """Return the path of an engine's program: the one that is named, on PATH, or downloaded by Playwright, or None."""
    if named := os.environ.get(engine.variable):
        return named
    if not all(map(shutil.which, engine.besides)):
        return None
    if path := next(filter(None, map(shutil.which, engine.programs)), None):
        return path
    with ThreadPoolExecutor(1) as another:  # a thread has one Playwright, and that of the tests may have theirs
        return another.submit(downloaded).result() if engine is CHROMIUM else None


def downloaded() -> str | None:
    """Return the path of the Chromium that Playwright downloaded, or None."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def absent(engine: Engine) -> str:
    """Return what to say where an engine is not found."""
    return f"{engine.name} was not found: install Debian's {' and '.join(engine.packages)}, or set {engine.variable}"


def install(engine: Engine) -> bool:
    """Install an engine: Debian's as root, else Playwright's own Chromium; return whether that went well."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        get = ["apt-get", "install", "--yes", "--no-install-recommends", *engine.packages]
        commands = [["apt-get", "update"], get]
    elif engine is CHROMIUM:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    else:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(command, env=environment).returncode == 0 for command in commands)


def main() -> int:
    """Print where each engine is, installing it first where it is not; return the exit code."""
    paths = {engine: find(engine) or (install(engine) and find(engine)) for engine in ENGINES}
    for engine, path in paths.items():
        if path:
            print(f"{engine.name}: {path}")
        else:
            print(f"{absent(engine)}. Its tests will be skipped.", file=sys.stderr)
    return 1 if os.environ.get("CI") and not all(paths.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
