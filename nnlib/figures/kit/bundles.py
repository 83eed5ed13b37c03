"""The bundles: for each figure one ES module and one style sheet, made of its folder and the kit by tools/bundle.mjs."""

from functools import cache
from pathlib import Path

FIGURES = Path(__file__).parents[1]
BUILT = FIGURES / "built"
SHARED = ("kit", "data", "parts")
CURE = "make it with `nox -s figures`"


def bundle(module: str) -> tuple[Path | str, Path | str]:
    """Return (_esm, _css) of the figure whose class stands in `module`, for anywidget: two paths.

    Where they are missing, two empty texts: the class can be imported, and `check` tells whoever makes a figure.
    """
    name = module.rsplit(".", 1)[-1]
    esm, css = BUILT / f"{name}.js", BUILT / f"{name}.css"
    return (esm, css) if esm.exists() and css.exists() else ("", "")


@cache
def check(name: str) -> None:
    """Raise FileNotFoundError if the bundle of the figure `name` is missing, or older than what it is made of."""
    made = BUILT / f"{name}.js"
    if not made.exists():
        raise FileNotFoundError(f"{made} is missing: {CURE}")
    if not (FIGURES / name / "index.js").exists():
        return  # an installed package has no sources, and its files are as old as they were unpacked
    folders = [FIGURES / folder for folder in (name, *SHARED)]
    sources = [path for folder in folders for ending in ("js", "css", "json") for path in folder.rglob(f"*.{ending}")]
    newest = max(sources, key=lambda path: path.stat().st_mtime)
    if newest.stat().st_mtime > made.stat().st_mtime:
        raise FileNotFoundError(f"{made} is older than {newest}: {CURE}")
