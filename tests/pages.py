"""What the tests of the pages share: which pages there are, which browsers, what a tab notes, and until when to wait."""

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import serve
import yaml
from browser import absent, find
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent


def contents(table):
    """The documents that a part of _toc.yml names, in their order."""
    if isinstance(table, list):
        return [name for entry in table for name in contents(entry)]
    own = [table[key] for key in ("root", "file") if key in table]
    return own + [name for key in ("parts", "chapters", "sections") for name in contents(table.get(key, []))]


# The pages that a reader reads, by their addresses without .html.
PAGES = [*contents(yaml.safe_load((ROOT / "_toc.yml").read_text())), "search", "404"]
CHAPTERS = [page for page in PAGES if page.startswith("book/0")]

WIDE = {"width": 1200, "height": 800}
NARROW = {"width": 320, "height": 640}


def program(engine):
    """The path of a browser; where there is none the test is skipped, or fails where CI is set."""
    if path := find(engine):
        return path
    return pytest.fail(absent(engine), pytrace=False) if os.environ.get("CI") else pytest.skip(absent(engine))


@contextmanager
def serving(folder):
    """A server of a folder on this machine: its address, with a slash at the end."""
    httpd = serve.server(folder)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
    httpd.server_close()


def watch(page):
    """Note on page.noted whatever a page must not do."""
    page.noted = []

    def guard(route):
        address = urlsplit(route.request.url)
        if address.scheme in ("file", "data", "blob", "about") or address.hostname in ("127.0.0.1", "localhost"):
            route.fallback()
        else:
            page.noted.append(f"asked another machine: {route.request.url}")
            route.abort()

    def on_console(message):
        if message.type in ("error", "warning"):
            page.noted.append(f"console {message.type}: {message.text}")

    page.context.route("**/*", guard)
    page.on("console", on_console)
    page.on("pageerror", lambda error: page.noted.append(f"exception: {error}"))
    page.on(
        "response",
        lambda response: page.noted.append(f"{response.status}: {response.url}") if response.status >= 400 else None,
    )
    return page


def laid_out(page):
    """Wait until the page, which lays out first what is in sight, has laid out the rest and has its fonts."""
    expect(page.locator("html")).to_have_attribute("data-laid-out", "")
    page.evaluate("() => document.fonts.ready.then(() => null)")


def alive(page):
    """Come near every figure of the page and wait until it lives; return them all."""
    figures = page.locator("[data-figure]").all()
    for figure in figures:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-live", "")
    return figures


def frames(page, count=2):
    """Let the page draw so many frames: what changed is laid out then, and observers have seen it."""
    page.evaluate(
        "async (count) => { for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame) }", count
    )


def settled(page):
    """Let what slides or fades after a change of the window come to its end."""
    page.evaluate(
        "() => Promise.allSettled(document.getAnimations().map((change) => change.finished)).then(() => null)"
    )
