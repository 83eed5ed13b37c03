"""Every command of the book: `nox --list` names them, `nox -s quick` runs one; `make quick` does the same.

All share the environment .venv and the npm packages in node_modules, which are set up by the first command that needs
them. OUT=FOLDER builds the pages below another folder, PYODIDE=FOLDER lets them serve Python for the browser themselves.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "none"
nox.options.sessions = ["quick"]
os.environ["OMP_NUM_THREADS"] = "1"  # two threads made small matrix products many times slower on a busy machine

ROOT = Path(__file__).parent
OUT = Path(os.environ.get("OUT", "."))
SITE = OUT / "_build" / "html"
PYTHON = os.environ.get("PYTHON", sys.executable)
VENV, LITE, COLAB, SOAK = (ROOT / ".venv" / name for name in ("", "lite", "colab", "soak"))
FIGURES = ROOT / "nnlib" / "figures"
MUTATED = ("activation", "cost", "network", "backprop", "descent")
SURVIVORS = 10  # per cent of a module's mistakes that its tests may miss: most of these change nothing that counts
QUICK = "not browser and not book and not slow"
TWO = ["-n", "2", "--dist", "loadgroup"]  # workers; tests that share a fixture of a file stay on one of them


# ---------------------------------------------------------------- what the commands need


def program(environment: Path, name: str = "python") -> str:
    """Return the path of a program in a virtual environment."""
    return str(environment / ("Scripts" if os.name == "nt" else "bin") / name)


def stale(stamp: Path, sources: Iterable[Path]) -> bool:
    """Return whether `stamp` is missing or older than one of `sources`."""
    return not stamp.exists() or any(source.stat().st_mtime > stamp.stat().st_mtime for source in sources)


def environment(session: nox.Session, folder: Path, requirements: str, *others: str) -> bool:
    """Make the virtual environment `folder` with what a file lists (and `others`, which it names); return whether it was stale."""
    stamp = folder / ".installed"
    if not stale(stamp, [ROOT / file for file in (requirements, *others)]):
        return False
    if not Path(program(folder)).exists():
        session.run(PYTHON, "-m", "venv", str(folder), external=True)
    session.run(program(folder), "-m", "pip", "install", "--quiet", "--requirement", requirements, external=True)
    stamp.touch()
    return True


def python(session: nox.Session, *arguments: str | Path, **options: Any) -> None:
    """Run the Python of .venv, set up before."""
    session.run(program(VENV), *map(str, arguments), external=True, **options)


def installed(session: nox.Session) -> None:
    """Set up .venv and node_modules, where they are not."""
    made = environment(session, VENV, "requirements-dev.txt", "requirements.txt")
    packages = ROOT / "node_modules" / ".installed"
    if stale(packages, [ROOT / "package-lock.json"]):
        python(session, "tools/node.py", "npm", "ci")
        packages.touch()
    editable = VENV / ".editable"
    if made or stale(editable, [ROOT / "pyproject.toml", ROOT / "tools" / "backend.py"]):
        options = ["--quiet", "--no-build-isolation", "--no-deps"]
        python(session, "-m", "pip", "install", *options, "--editable", ".")
        editable.touch()


def bundled(session: nox.Session) -> None:
    """Bundle the figures, where a source is newer than the bundles."""
    installed(session)
    built = list((FIGURES / "built").glob("*.*"))
    sources = [file for file in FIGURES.rglob("*") if file.suffix in (".js", ".css", ".json") and file not in built]
    if not built or stale(min(built, key=lambda file: file.stat().st_mtime), [*sources, ROOT / "tools/bundle.mjs"]):
        python(session, "tools/backend.py")


def lite_installed(session: nox.Session) -> None:
    """Set up what runs the chapters in the browser: an environment of its own, and wheels for the pages to serve."""
    wheels, listed = LITE / "wheels", "book/_ext/lite/wheels.txt"
    environment(session, LITE, "book/_ext/lite/requirements.txt")
    if not stale(wheels / ".installed", [ROOT / listed]):
        return
    shutil.rmtree(wheels, ignore_errors=True)
    pure = ["--no-deps", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
    pip = [program(LITE), "-m", "pip"]
    download = ["download", "--quiet", *pure, "--python-version=3.12", f"--dest={wheels}", f"--requirement={listed}"]
    session.run(*pip, *download, external=True)
    session.run(*pip, "install", "--quiet", "--no-deps", *map(str, wheels.glob("anywidget-*.whl")), external=True)
    (wheels / ".installed").touch()


# ---------------------------------------------------------------- the gates

GATES = {
    "ruff (rules)": ["-m", "ruff", "check"],
    "ruff (format)": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "biome": ["tools/node.py", "node", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
    "tsc": ["tools/node.py", "node", "node_modules/typescript/bin/tsc", "--noEmit"],
}


def passes(name: str) -> bool:
    """Run a gate; print what it says where it does not pass."""
    done = subprocess.run([program(VENV), *GATES[name]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        print(f"\n---- {name} ----\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode == 0


def gated(session: nox.Session, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Run all gates at once, and do something meanwhile; the session fails if one does not pass."""
    with ThreadPoolExecutor(len(GATES)) as pool:
        passed = pool.map(passes, GATES)
        meanwhile()
        failed = [name for name, fine in zip(GATES, passed, strict=True) if not fine]
    if failed:
        session.error(f"not passed: {', '.join(failed)}; `nox -s format` cures what is a matter of format")
    session.log(f"passed: {', '.join(GATES)}")


# ---------------------------------------------------------------- the commands


@nox.session
def install(session: nox.Session) -> None:
    """set up .venv and the Node packages"""
    installed(session)
    lite_installed(session)


@nox.session
def browser(session: nox.Session) -> None:
    """find Chromium, Firefox and WebKit for the tests, or install them"""
    installed(session)
    python(session, "tools/browser.py")


@nox.session
def figures(session: nox.Session) -> None:
    """bundle the figures for notebooks"""
    installed(session)
    python(session, "tools/backend.py")


@nox.session
def book(session: nox.Session) -> None:
    """build the pages: _build/html/index.html"""
    bundled(session)
    lite_installed(session)
    options = ["-n", "-W", "--keep-going", "--path-output", str(OUT)]
    session.run(program(VENV, "jupyter-book"), "build", ".", *options, external=True)
    python(session, "book/_ext/lite/build.py", SITE)


@nox.session
def links(session: nox.Session) -> None:
    """ask every site that the book links to whether the page is still there"""
    bundled(session)
    options = ["--builder", "linkcheck", "--keep-going", "--path-output", str(OUT)]
    session.run(program(VENV, "jupyter-book"), "build", ".", *options, external=True)


@nox.session
def check(session: nox.Session) -> None:
    """the gates: lint, format and types of Python, JavaScript and CSS"""
    bundled(session)
    gated(session)


@nox.session
def quick(session: nox.Session) -> None:
    """the gates, and the tests without a browser: under a minute"""
    bundled(session)
    gated(session, lambda: python(session, "-m", "pytest", *TWO, "-q", "-m", QUICK, "tests", *session.posargs))


@nox.session
def test(session: nox.Session) -> None:
    """check everything: gates, code, notebooks, pages"""
    browser(session)
    bundled(session)
    lite_installed(session)
    gated(session)
    python(session, "-m", "pytest", *TWO, *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """try thousands of random calls, figures and spoiled files"""
    bundled(session)
    python(session, "-m", "pytest", *TWO, "-q", "tests/test_fuzz.py", env={"FUZZ": os.environ.get("FUZZ", "10000")})


@nox.session
def pyodide(session: nox.Session) -> None:
    """run the chapters in the browser's own Python: PYODIDE=FOLDER nox -s pyodide"""
    folder = os.environ.get("PYODIDE") or session.error("PYODIDE=FOLDER must name the folder of Pyodide's files")
    browser(session)
    book(session)
    python(session, "-m", "pytest", "-q", "tests/test_lite.py", env={"TEST_PYODIDE": folder})


@nox.session
def mutate(session: nox.Session) -> None:
    """make small mistakes in the mathematics: is each found by the tests of its module?"""
    installed(session)
    environment(session, SOAK, "tests/mutation.txt")
    work = OUT.resolve() / "_build" / "mutation"  # a copy: the mistakes are made in the files
    shutil.rmtree(work, ignore_errors=True)
    for name in ("nnlib", "tests", "tools"):
        shutil.copytree(name, work / name, ignore=shutil.ignore_patterns("__pycache__", "built"))
    for name in ("pyproject.toml", "_config.yml"):
        shutil.copy(name, work)
    with session.chdir(work):
        rates = [mutated(session, module) for module in session.posargs or MUTATED]
    if max(rates) > SURVIVORS:
        session.error(f"more than {SURVIVORS} % of a module's mistakes were not found")


def mutated(session: nox.Session, module: str) -> float:
    """Make the mistakes in one module, list those that were not found, and return their share in per cent."""
    tests = f"{program(VENV)} -m pytest -x -q --assert=plain -o addopts=--import-mode=importlib tests/test_{module}.py"
    config = {
        "module-path": f"nnlib/{module}.py",
        "timeout": 120.0,
        "test-command": tests,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in config.items()]
    settings, results = f"{module}.toml", f"{module}.sqlite"
    Path(settings).write_text("\n".join(["[cosmic-ray]", *lines, "[cosmic-ray.distributor]", 'name = "local"\n']))
    for step in (["init", settings, results], ["baseline", settings], ["exec", settings, results]):
        session.run(program(SOAK, "cosmic-ray"), *step, external=True)
    session.run(program(SOAK, "cr-report"), "--surviving-only", "--show-diff", results, external=True)
    rate = float(str(session.run(program(SOAK, "cr-rate"), results, external=True, silent=True)))
    session.log(f"{module}: {rate:.1f} % of the mistakes were not found")
    return rate


@nox.session
def soak(session: nox.Session) -> None:
    """all that only long runs find: fuzz, pyodide, mutate"""
    fuzz(session)
    if os.environ.get("PYODIDE"):
        pyodide(session)
    else:
        session.warn("without PYODIDE=FOLDER, the chapters were not run in the browser's own Python")
    mutate(session)


@nox.session(name="format")
def tidy(session: nox.Session) -> None:
    """format Python, JavaScript and CSS"""
    installed(session)
    python(session, "-m", "ruff", "check", "--fix")
    python(session, "-m", "ruff", "format")
    python(session, "tools/node.py", "node", "node_modules/@biomejs/biome/bin/biome", "check", "--write")


@nox.session
def notebooks(session: nox.Session) -> None:
    """execute the chapters and tidy their outputs"""
    bundled(session)
    python(session, "tools/run_notebooks.py", *session.posargs)


@nox.session
def lab(session: nox.Session) -> None:
    """open the chapters in JupyterLab; a figure follows the edits of its source"""
    bundled(session)
    bundler = subprocess.Popen([program(VENV), "tools/node.py", "node", "tools/bundle.mjs", "--watch"])
    try:
        options = ["--notebook-dir=book", *session.posargs]
        session.run(program(VENV, "jupyter"), "lab", *options, external=True, env={"ANYWIDGET_HMR": "1"})
    finally:
        bundler.terminate()


@nox.session
def watch(session: nox.Session) -> None:
    """build and serve the pages; an edit of text, JavaScript or CSS is on them at once"""
    book(session)
    python(session, "tools/watch.py", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """build the pages and serve them on this machine"""
    book(session)
    python(session, "tools/serve.py", SITE, *session.posargs)


@nox.session(name="zip")
def pack(session: nox.Session) -> None:
    """pack the pages for reading offline: _build/neural-networks-live.zip"""
    book(session)
    python(session, "tools/offline.py", SITE, SITE.parent / "neural-networks-live.zip")


@nox.session
def pdf(session: nox.Session) -> None:
    """print the whole book: _build/neural-networks-live.pdf"""
    browser(session)
    book(session)
    python(session, "tools/pdf.py", SITE, SITE.parent / "neural-networks-live.pdf")


@nox.session
def pictures(session: nox.Session) -> None:
    """take the pictures of the README again"""
    browser(session)
    book(session)
    python(session, "tools/readme_pictures.py", SITE)


@nox.session
def colab(session: nox.Session) -> None:
    """run the chapters with Colab's versions"""
    bundled(session)
    environment(session, COLAB, "tests/colab.txt")
    options = ["-o", "addopts=", "--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=300", "book"]
    session.run(program(COLAB), "-m", "pytest", *options, external=True, env={"PYTHONPATH": str(ROOT)})


@nox.session
def clean(session: nox.Session) -> None:
    """remove what was built, keep what was installed"""
    for folder in (ROOT / "_build", SITE.parent, FIGURES / "built", ROOT / "build", ROOT / "dist"):
        shutil.rmtree(folder, ignore_errors=True)
