"""Mutation testing of the mathematics: is each small mistake in it found by a test?

    python tools/mutate.py [module ...]

makes one mistake at a time in a copy of the package (another operator, a constant that is one too large, a condition
turned round, an argument or a statement left out), runs the tests of that module, and lists the mistakes that survive.
"""

import ast
import copy
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import hypothesis.extra.numpy  # noqa: F401  before the tests need them, once for all
import playwright.sync_api  # noqa: F401
import pytest

sys.dont_write_bytecode = True  # two mistakes made in one second are not the same module

ROOT = Path(__file__).parent.parent
MODULES = ("activation", "cost", "network", "backprop", "descent")
SWAPPED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def mistakes(node):
    """Every function that makes one mistake in this node of a syntax tree."""
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)) and type(node.op) in SWAPPED:
        yield lambda n: setattr(n, "op", SWAPPED[type(n.op)]())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield lambda n: n.ops.__setitem__(0, SWAPPED[type(n.ops[0])]())
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        yield lambda n: setattr(n, "value", not n.value if isinstance(n.value, bool) else n.value + 1)
    if isinstance(node, ast.UnaryOp):
        yield lambda n: setattr(n, "op", ast.UAdd())
    if isinstance(node, (ast.If, ast.IfExp)):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.Return) and node.value:
        yield lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            yield lambda n, i=i: n.keywords.pop(i)
    if isinstance(node, ast.FunctionDef):
        for i in range(len(node.decorator_list)):
            yield lambda n, i=i: n.decorator_list.pop(i)


def mutants(source):
    """Each mistake as (line, the source with it)."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        for make in mistakes(node):
            mutant = copy.deepcopy(tree)
            make(list(ast.walk(mutant))[place])
            yield node.lineno, ast.unparse(ast.fix_missing_locations(mutant))


def survives(folder, module):
    """Whether the module's tests pass, in a process of their own that has pytest and NumPy ready."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    signal.alarm(60)
    os.chdir(folder)
    sys.path.insert(0, folder)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os._exit(
            pytest.main(
                [
                    "-x",
                    "-q",
                    "--assert=plain",
                    "-o",
                    "addopts=--import-mode=importlib",
                    "-p",
                    "no:cacheprovider",
                    f"tests/test_{module}.py",
                ]
            )
        )


def main(modules):
    made = alive = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("nnlib", "tests", "tools", "pyproject.toml"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, Path(folder) / name)
        for module in modules:
            file = Path(folder) / "nnlib" / f"{module}.py"
            source = file.read_text()
            if not survives(folder, module):
                sys.exit(f"the tests of {module} fail before any mistake is made")
            for line, mutant in mutants(source):
                file.write_text(mutant)
                made += 1
                if survives(folder, module):
                    alive += 1
                    print(f"{module}.py, line {line}: {difference(ast.unparse(ast.parse(source)), mutant)}", flush=True)
            file.write_text(source)
            print(
                f"{module}: so far {made - alive} of {made} mistakes were found ({(made - alive) / made:.1%})",
                flush=True,
            )


def difference(before, after):
    pairs = [pair for pair in zip(before.splitlines(), after.splitlines()) if pair[0] != pair[1]]
    return " -> ".join(line.strip() for line in pairs[0]) if pairs else "a line left out"


if __name__ == "__main__":
    main(sys.argv[1:] or MODULES)
