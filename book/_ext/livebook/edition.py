"""The edition and its date, below every page."""

import os
import subprocess
from datetime import UTC, datetime


def changed(folder):
    """Return the second of the last change: SOURCE_DATE_EPOCH, or else that of the last commit, or None."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(epoch)
    try:
        done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:  # no Git here
        return None
    return int(done.stdout) if done.stdout.strip() else None


def day(second):
    """Return a second since 1970 as a day: "28 November 2026"; of None, nothing."""
    return f"{(date := datetime.fromtimestamp(second, UTC)).day} {date:%B %Y}" if second is not None else ""


def date_pages(app, config):
    """Tell the templates the date: the same commit gives the same bytes."""
    config.html_context["edition_date"] = day(changed(app.confdir))


def setup(app):
    """Date the pages before they are written."""
    app.connect("config-inited", date_pages)
