"""Node's part of a build: scripts and styles made small, and programs that are asked line by line."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "tools"))  # Sphinx is told of book/_ext alone
import figure_files
import stamps
from browser import FLAGS, find
from node import command, package

__all__ = ["FLAGS", "Process", "bundled", "figure_files", "find", "minify", "package", "stamps"]


OLDER = {"css": ["--target=chrome110,firefox115,safari15"]}


def minify(source, loader):
    """Return `source` ("js" or "css" by `loader`) without what only people read; a syntax error raises ValueError.

    Style sheets get the prefixes that older engines want.
    """
    esbuild = _esbuild("--minify", "--charset=utf8", f"--loader={loader}", *OLDER.get(loader, []))
    done = subprocess.run(esbuild, input=source, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ValueError(f"esbuild cannot read this {loader}:\n{done.stderr}")
    return done.stdout


def bundled(entry):
    """Return the script `entry` with what it imports as one small classic script; a mistake in it raises ValueError."""
    options = ["--bundle", "--format=iife", "--minify", "--charset=utf8"]
    done = subprocess.run(_esbuild(entry, *options), capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ValueError(f"esbuild cannot bundle {entry}:\n{done.stderr}")
    return done.stdout


def _esbuild(*arguments):
    return command("node", package("esbuild", "bin", "esbuild"), *arguments)


class Process:
    """A Node process that answers a line of JSON by a line of JSON, started by the first question."""

    def __init__(self, script, *modules):
        self.command = command("node", script, *modules)
        self.process = None

    def ask(self, **question):
        """Return the answer, a dict; ValueError says why there is none."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        print(json.dumps(question), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            self.process = None
            raise ValueError("Node ended before it answered; what it said stands on the terminal")
        answer = json.loads(line)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def stop(self, *_):
        """End the process; a later question starts another."""
        if self.process:
            self.process.communicate()
            self.process = None
