"""The chapters that run in the browser: python book/_ext/lite/build.py SITE writes SITE/lite.

JupyterLite itself is built once, and again only when its settings change. The chapters and the wheel of nnlib are then
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
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TOOLS = ROOT / ".venv" / "lite"
PYODIDE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
EXTENSIONS = ["@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
# Loaded at the start, all at once: from Pyodide, and from the wheels of the site.
PACKAGES = ["micropip", "numpy", "matplotlib", "ipython", "jedi", "ssl", "sqlite3"]
BIG = {"mnist_train.npz", "mnist_test.npz"}  # fetched when first used, by nnlib._browser
FROM_KERNEL = "../../../../wheels/"  # the kernel's script stands four folders deep


def wheel_name():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return f"nnlib-{version}-py3-none-any.whl"


def write_wheel(folder):
    """Write the wheel of nnlib without the big files."""
    name = wheel_name()
    info = f"{name.removesuffix('-py3-none-any.whl')}.dist-info"
    files = {f"nnlib/{path.relative_to(ROOT / 'nnlib').as_posix()}": path.read_bytes() for path in sorted((ROOT / "nnlib").rglob("*")) if wanted(path)}
    version = info.removeprefix("nnlib-").removesuffix(".dist-info")
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: nnlib\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: livebook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in {**files, f"{info}/RECORD": record.encode()}.items():
            wheel.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def wanted(path):
    return path.is_file() and path.name not in BIG and "__pycache__" not in path.parts


def write_chapters(lite):
    """Copy the chapters, and list them as JupyterLite's file browser asks for them."""
    shutil.rmtree(lite / "files", ignore_errors=True)
    chapters = sorted((ROOT / "book").glob("*.ipynb"))
    (lite / "files").mkdir()
    (lite / "api/contents").mkdir(parents=True, exist_ok=True)
    time = "2026-01-01T00:00:00Z"
    common = {"content": None, "format": None, "mimetype": None, "created": time, "last_modified": time, "writable": True}
    listed = [{**common, "name": path.name, "path": path.name, "type": "notebook", "size": path.stat().st_size} for path in chapters]
    folder = {**common, "name": "", "path": "", "type": "directory", "format": "json", "content": listed, "size": None}
    (lite / "api/contents/all.json").write_text(json.dumps(folder))
    for path in chapters:
        shutil.copy(path, lite / "files")


def settings(wheels, local):
    """The site's settings: where Python comes from, and what it loads at its start."""
    packages = [*PACKAGES, *(FROM_KERNEL + name for name in wheels)]
    kernel = {"pyodideUrl": "./pyodide/pyodide.js" if local else PYODIDE + "pyodide.js", "disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    data = {"appName": "Neural Networks, Live", "exposeAppInBrowser": True, "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def build_tools(work, lite, wheels, local):
    """Build JupyterLite, with these extensions and no others."""
    extensions = [str(TOOLS / "share/jupyter/labextensions" / name) for name in EXTENSIONS]
    options = {"output_dir": str(lite), "no_sourcemaps": True, "no_unused_shared_packages": True, "apps": ["notebooks", "lab"]}
    options |= {"ignore_sys_prefix": ["federated_extensions"], "federated_extensions": extensions}
    (work / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": options}))
    (work / "jupyter-lite.json").write_text(json.dumps(settings(wheels, local)))
    command = [TOOLS / "bin/python", "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, env=os.environ | {"PATH": f"{TOOLS / 'bin'}:{os.environ['PATH']}"})
    if done.returncode:
        sys.exit(f"JupyterLite was not built:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def digest(local):
    """What the build of JupyterLite depends on, in a word."""
    sources = [Path(__file__), HERE / "requirements.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources) + str(local).encode()).hexdigest()


def build(site):
    """Write site/lite."""
    lite, local = site / "lite", os.environ.get("PYODIDE")
    stamp = lite / "digest.txt"
    if not (stamp.exists() and stamp.read_text() == digest(local)):
        shutil.rmtree(lite, ignore_errors=True)
        lite.mkdir(parents=True)
        wheels = [wheel_name(), *(path.name for path in sorted((TOOLS / "wheels").glob("*.whl")))]
        with tempfile.TemporaryDirectory() as work:
            build_tools(Path(work), lite, wheels, local)
        shutil.copytree(TOOLS / "wheels", lite / "wheels")
        if local:
            shutil.copytree(local, lite / "pyodide")
        (lite / "data").mkdir()
        for name in BIG:
            shutil.copy(ROOT / "nnlib/data" / name, lite / "data")
        stamp.write_text(digest(local))
    for name in ("run.html", "run.js", "run.css"):
        shutil.copy(HERE / name, lite)
    write_wheel(lite / "wheels")
    write_chapters(lite)


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve())
