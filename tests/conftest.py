"""What the tests share: the built book, a server for it, and a browser that the network cannot reach.

built_book   the folder of the built pages (built once a run by `nox -s book`, whatever the number of workers)
site         the address of a server of that folder on this machine, with a slash at the end: page.goto(site + "index.html")
file_url     file_url("index.html"): the address of a built page on the disk
browser      Chromium, started once a session; where there is none the test is skipped, or fails where CI is set
new_page     new_page(color_scheme="dark", viewport={...}, ...): a fresh tab, with Playwright's options of a context
page         new_page()

Every tab is watched. A request to another machine is refused and noted; so are an error or a warning in the console,
an exception in a script, and an answer of 400 or above. Each of them fails the test when it ends. A test that expects
one takes it off the list: page.noted.clear().

The pages' policy refuses eval, and page.wait_for_function needs it: wait with expect(locator), or open the tab with
new_page(bypass_csp=True).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import CHROMIUM, FLAGS
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

from tests.pages import program, serving, watch

settings.register_profile("book", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("book")
expect.set_options(timeout=60_000)  # what is awaited comes at once on a quiet machine

ROOT = Path(__file__).parent.parent
HTML = ROOT / "_build" / "html"


def pytest_configure(config):
    config.option.loadscopereorder = False  # several workers take the tests in the order that is made below


@pytest.hookimpl(tryfirst=True)  # the workers read the groups in the same hook
def pytest_collection_modifyitems(items):
    """Mark what needs a browser or the built pages, keep together what shares something, and let what is slow begin."""
    for item in items:
        found = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
        if {"browser", "engine"} & set(found):
            item.add_marker(pytest.mark.browser)
        if "built_book" in found:
            item.add_marker(pytest.mark.book)
        if group := shared(item, found):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("slow", "browser")])


def shared(item, found):
    """The name of the tests that must run on one worker with this one: they share a kernel, an engine or a file's fixture."""
    if not isinstance(item, pytest.Function):
        return item.path.name
    names = [name for name, definitions in found.items() if definitions[-1].scope == "module"]
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if "engine" in params:
        return params["engine"]
    return "-".join([item.path.name, *(str(params[name]) for name in names if name in params)]) if names else None


@pytest.fixture(scope="session")
def built_book():
    """The folder of the built pages."""
    HTML.parent.mkdir(exist_ok=True)
    stamp = HTML.parent / f"tested-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    with FileLock(HTML.parent / "tests.lock"):  # of several workers and test runs the first one builds
        if not stamp.exists():
            nox = [sys.executable, "-m", "nox", "-s", "book"]
            done = subprocess.run(nox, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                pytest.fail(f"`nox -s book` failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}", pytrace=False)
            for old in HTML.parent.glob("tested-*"):
                old.unlink()
            stamp.touch()
    return HTML


@pytest.fixture(scope="session")
def site(built_book):
    """The address of a server of the built pages."""
    with serving(built_book) as address:
        yield address


@pytest.fixture(scope="session")
def file_url(built_book):
    """The address of a built page on the disk, by its path below the folder of the pages."""
    return lambda path: (built_book / path).as_uri()


@pytest.fixture(scope="session")
def playwright():
    """What drives Chromium and Firefox: one a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """Chromium without a window."""
    chromium = playwright.chromium.launch(executable_path=program(CHROMIUM), args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def new_page(browser):
    """A function that opens a watched tab; what the tabs noted fails the test when it ends."""
    pages = []

    def open_page(**options):
        page = watch(browser.new_context(**options).new_page())
        pages.append(page)
        return page

    yield open_page
    noted = [note for page in pages for note in page.noted]
    for page in pages:
        page.context.close()
    assert not noted, "the page did what no page of the book may do:\n" + "\n".join(noted)


@pytest.fixture
def page(new_page):
    """A watched tab."""
    return new_page()
