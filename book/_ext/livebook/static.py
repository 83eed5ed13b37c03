"""The folder of files made for one build, which Sphinx copies to the pages' `_static`."""

import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "_build" / "static"


def start(app, config):
    """Begin each build with an empty folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    config.html_static_path.append(
        os.path.relpath(FOLDER, app.confdir)
    )  # not absolute: Sphinx writes a hash of it to the pages


def setup(app):
    """Begin before the parts write their files."""
    app.connect("config-inited", start, priority=850)
