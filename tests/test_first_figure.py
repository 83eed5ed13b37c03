"""CONTRIBUTING's walk from nothing to a live figure, followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from node import bundle, command

ROOT = Path(__file__).parent.parent
WRITTEN = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
FILES = dict(WRITTEN.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of what the walk needs, with the files that it tells to write, and its bundles made."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in (
        "nnlib",
        "tools",
        "book/_ext",
        "tests/figures",
        "tests/conftest.py",
        "tests/pages.py",
        "_toc.yml",
        "tsconfig.json",
        "package.json",
        "pyproject.toml",
    ):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        ignored = shutil.ignore_patterns("built", "__pycache__", "node_modules")
        shutil.copytree(source, target, ignore=ignored) if source.is_dir() else shutil.copy(source, target)
    (folder / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    bundle("--figures", folder / "nnlib" / "figures")
    return folder


def run(checkout, *arguments):
    """Run Python with the copy's nnlib; return what it printed."""
    environment = os.environ | {"PYTHONPATH": f"{checkout}{os.pathsep}{checkout / 'tools'}"}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=checkout, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_walk_writes_one_folder_and_one_test():
    assert set(FILES) == {
        "nnlib/figures/doubling/__init__.py",
        "nnlib/figures/doubling/index.js",
        "tests/figures/test_doubling.py",
    }


@pytest.mark.slow
def test_its_test_and_the_promises_of_every_figure_hold(checkout):
    options = ["-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider", "-m", "not browser"]
    tests = ["tests/figures/test_doubling.py", "tests/figures/test_every_figure.py"]
    printed = run(checkout, "-m", "pytest", *options, *tests, "-k", "doubling")
    assert " passed" in printed and "failed" not in printed


@pytest.mark.slow
def test_its_types_are_right(checkout):
    tsc = command("node", ROOT / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit", "-p", checkout)
    done = subprocess.run(tsc, capture_output=True, text=True)
    assert "doubling" not in done.stdout, done.stdout


def test_it_lives_on_a_page_and_its_slider_moves_it(checkout, page):
    printed = run(checkout, "-m", "tools.figure_page", "doubling", "--page", "--out", checkout / "pictures")
    page.goto(Path(printed.strip()).as_uri())
    figure = page.locator("[data-figure=doubling]")
    figure.get_by_text("Twice 1.5 is 3.0.").first.wait_for()
    figure.get_by_role("slider", name="the number x").press("ArrowRight")
    figure.get_by_text("Twice 1.6 is 3.2.").first.wait_for()
    figure.get_by_role("slider", name="x number").press("End")
    figure.get_by_text("Twice 5.0 is 10.0.").first.wait_for()
