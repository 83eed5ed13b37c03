"""The engines beside Chromium. One alone: pytest tests/engines -k firefox, or -k webkit."""

import shutil

import pytest
from browser import FIREFOX, WEBKIT

from tests.engines import drivers
from tests.pages import program, serving

STARTS = {"firefox": (FIREFOX, drivers.firefox), "webkit": (WEBKIT, drivers.webkit)}


@pytest.fixture(scope="session", params=STARTS)
def engine(request, playwright):
    """An engine, started once a session; where there is none its tests are skipped, or fail where CI is set."""
    about, start = STARTS[request.param]
    with start(program(about), playwright) as window:
        yield window


@pytest.fixture(scope="session")
def book(built_book, tmp_path_factory):
    """The folder of the built pages, which note what they must not do."""
    ignored = shutil.ignore_patterns("lite")
    return drivers.listening(shutil.copytree(built_book, tmp_path_factory.mktemp("book") / "html", ignore=ignored))


@pytest.fixture(scope="session")
def site(book):
    """The address of a server of these pages."""
    with serving(book) as address:
        yield address


@pytest.fixture(scope="session")
def file_url(book):
    """The address of one of these pages on the disk, by its path."""
    return lambda path: (book / path).as_uri()
