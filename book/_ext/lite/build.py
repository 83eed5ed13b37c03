"""The chapters that run in the browser: python book/_ext/lite/build.py SITE writes SITE/lite.

JupyterLite itself is built once, and again only when its settings change. The chapters, the wheels and the digits are
copied each time. Readers get Pyodide, Python for the browser, from its public address; where the variable PYODIDE names a
folder that holds its files, they are copied into the site and the readers get them from there.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3] / "tools"))
import backend
import stamps

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TOOLS = ROOT / ".venv" / "lite"
VERSION = "0.27.7"
PYODIDE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
CORE = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]
EXTENSIONS = ["@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
# It would let Python see the notebook's folder, at the price of a question to the page for every module that is imported.
UNUSED = ["@jupyterlite/application-extension:service-worker-manager"]
# Loaded at the start, all at once: from Pyodide, and from the wheels of the site.
PACKAGES = ["micropip", "numpy", "matplotlib", "ipython", "jedi", "ssl", "sqlite3"]
BIG = {"mnist_train.npz", "mnist_test.npz"}  # fetched when first used, by nnlib._browser
PACKED = (
    "pyproject.toml",
    "package-lock.json",
    "README.md",
    "LICENSE",
    "LICENSE-TEXT",
)  # of which a wheel is made, beside nnlib
KERNEL = ["piplite", "ipykernel", "comm"]  # pyodide_kernel has a wheel too, but Pyodide would not know it by that name
FROM_KERNEL = "../../../../wheels/"  # the kernel's script stands four folders deep


def wheel_name():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return f"nnlib-{version}-py3-none-any.whl"


def write_wheel(folder):
    """Write the wheel of nnlib without the big files; the same sources give the same bytes."""
    if not backend.fresh():
        backend.make_bundles()
    with tempfile.TemporaryDirectory() as work:
        for name in ("nnlib", "tools"):
            shutil.copytree(ROOT / name, Path(work, name), ignore=shutil.ignore_patterns("__pycache__", *BIG))
        for file in PACKED:
            shutil.copy(ROOT / file, work)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, work]
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        sys.exit(f"the wheel of nnlib was not built:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def write_chapters(lite):
    """Copy the chapters, and list them as JupyterLite's file browser asks for them."""
    shutil.rmtree(lite / "files", ignore_errors=True)
    chapters = sorted((ROOT / "book").glob("*.ipynb"))
    (lite / "files").mkdir()
    (lite / "api/contents").mkdir(parents=True, exist_ok=True)
    time = "2026-01-01T00:00:00Z"
    common = {
        "content": None,
        "format": None,
        "mimetype": None,
        "created": time,
        "last_modified": time,
        "writable": True,
    }
    listed = [
        {**common, "name": path.name, "path": path.name, "type": "notebook", "size": path.stat().st_size}
        for path in chapters
    ]
    folder = {**common, "name": "", "path": "", "type": "directory", "format": "json", "content": listed, "size": None}
    (lite / "api/contents/all.json").write_text(json.dumps(folder))
    for path in chapters:
        shutil.copy(path, lite / "files")


def kernel_wheels():
    """The addresses of the wheels that come with JupyterLite's kernel, from its script."""
    folder = TOOLS / "share/jupyter/labextensions" / EXTENSIONS[0] / "static/pypi"
    return [
        f"pypi/{path.name}"
        for path in sorted(folder.glob("*.whl"))
        if path.name.startswith(("piplite", "ipykernel", "pyodide_kernel"))
    ]


def pyodide_folder():
    """The folder that PYODIDE names, or nothing; exits if it is not one of Pyodide's files."""
    folder = os.environ.get("PYODIDE")
    missing = [name for name in CORE if folder and not (Path(folder) / name).is_file()]
    if missing:
        sys.exit(
            f"PYODIDE={folder} has no {', '.join(missing)}: name the folder of Pyodide {VERSION}, as unpacked from its release"
        )
    return folder


def settings(wheels, local):
    """The site's settings: where Python comes from, and what it loads at its start.

    JupyterLite looks for the packages of its kernel one by one, unless they are listed; listed by name they are not looked
    for in Pyodide's own list, where they are not, if their wheels stand before them.
    """
    packages = [*PACKAGES, *(FROM_KERNEL + name for name in wheels), *kernel_wheels(), *KERNEL]
    kernel = {
        "pyodideUrl": "./pyodide/pyodide.js" if local else PYODIDE + "pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages},
    }
    data = {
        "appName": "Neural Networks, Live",
        "exposeAppInBrowser": True,
        "disabledExtensions": UNUSED,
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def build_tools(work, lite, chosen):
    """Build JupyterLite, with these extensions and no others."""
    extensions = [str(TOOLS / "share/jupyter/labextensions" / name) for name in EXTENSIONS]
    options = {
        "output_dir": str(lite),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "apps": ["notebooks", "lab"],
    }
    options |= {"ignore_sys_prefix": ["federated_extensions"], "federated_extensions": extensions}
    (work / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": options}))
    (work / "jupyter-lite.json").write_text(json.dumps(chosen))
    command = [TOOLS / "bin/python", "-m", "jupyterlite_core", "build"]
    done = subprocess.run(
        command,
        cwd=work,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": f"{TOOLS / 'bin'}:{os.environ['PATH']}"},
    )
    if done.returncode:
        sys.exit(f"JupyterLite was not built:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def digest(chosen):
    """What the build of JupyterLite depends on, in a word: these settings, its versions and this script."""
    sources = [Path(__file__).read_bytes(), (HERE / "requirements.txt").read_bytes(), json.dumps(chosen).encode()]
    return hashlib.sha256(b"".join(sources)).hexdigest()


def write_tools(lite, wheels, local):
    """Build JupyterLite, unless what stands there is what would be built."""
    chosen = settings(wheels, local)
    stamp = lite / "digest.txt"
    if stamp.exists() and stamp.read_text() == digest(chosen):
        return
    shutil.rmtree(lite, ignore_errors=True)
    lite.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        build_tools(Path(work), lite, chosen)
    stamp.write_text(digest(chosen))


def write_files(lite, local):
    """Copy what Python loads: the wheels, the digits, and Pyodide where it comes from the site."""
    for folder in ("wheels", "data", "pyodide"):
        shutil.rmtree(lite / folder, ignore_errors=True)
    shutil.copytree(TOOLS / "wheels", lite / "wheels")
    write_wheel(lite / "wheels")
    (lite / "data").mkdir()
    for name in BIG:
        shutil.copy(ROOT / "nnlib/data" / name, lite / "data")
    if local:
        shutil.copytree(local, lite / "pyodide", ignore=shutil.ignore_patterns("*.md"))


def write_start(site):
    """Write the page that runs a chapter, its script and its style."""
    for old in (site / "lite").glob("run*.*"):
        old.unlink()
    page, *files = (Path(shutil.copy(HERE / name, site / "lite")) for name in ("run.html", "run.js", "run.css"))
    stamps.stamp([*files, *(site / "_static").glob("favicon*.svg")], [page])


def build(site):
    """Write site/lite."""
    lite, local = site / "lite", pyodide_folder()
    write_tools(lite, [wheel_name(), *(path.name for path in sorted((TOOLS / "wheels").glob("*.whl")))], local)
    write_start(site)
    write_files(lite, local)
    write_chapters(lite)


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve())
