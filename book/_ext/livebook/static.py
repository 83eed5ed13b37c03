"""The folder of files made for this build, which Sphinx copies to the pages' `_static`."""

from pathlib import Path


def folder(config):
    """Return the folder, made and made known to Sphinx when first asked for."""
    made = Path(__file__).parents[3] / "_build" / "static"
    made.mkdir(parents=True, exist_ok=True)
    if str(made) not in config.html_static_path:
        config.html_static_path.append(str(made))
    return made
