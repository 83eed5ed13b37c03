"""What the book stores in the reader's browser: all of it is in one list, which the page shows and its button deletes by."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.pages import CHAPTERS, ROOT, alive, laid_out

KEPT = json.loads((ROOT / "book/_ext/livebook/pages/kept.json").read_text(encoding="utf-8"))
PAGE = "book/what_is_kept.html"
FOLDERS = [ROOT / "nnlib/figures", ROOT / "book/_ext"]
# Where a name is given to a store: the name itself, or what leads to it.
USES = re.compile(r"(?:\.(?:[gs]et|remove)Item|indexedDB\.open|caches\.open)\(\s*(\w+|`[^`]*`|\"[^\"]*\")")
KEEPERS = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches|cookieStore|serviceWorker)\b|document\.cookie")
MAY_DELETE = {"forget.js"}  # by the list


def sources():
    """The scripts of the book as they are written."""
    return [file for folder in FOLDERS for file in sorted(folder.rglob("*.js")) if "built" not in file.parts]


def listed(name):
    """Whether the list names this key, or its beginning."""
    return any(name.startswith(entry["key"]) if entry.get("begins") else name == entry["key"] for entry in KEPT)


def names(source):
    """The keys that a script uses in the browser's stores: its own texts, as far as one of them is listed."""
    found = []
    for use in USES.findall(source):
        constant = re.search(rf'const {re.escape(use)} = "([^"]*)"', source)
        found.append(constant[1] if constant else use.strip('"`'))
    return found


def unlisted(source):
    """The keys that a script uses and the list lacks; a name that is passed on has to have its text in the script."""
    texts = re.findall(r'["`]([^"`$]+)', source)
    return [
        name for name in names(source) if not listed(name) and not (name.isidentifier() and any(map(listed, texts)))
    ]


def test_every_key_of_the_scripts_is_listed():
    keepers = {file.name: file.read_text(encoding="utf-8") for file in sources()}
    keepers = {name: source for name, source in keepers.items() if KEEPERS.search(source) and name not in MAY_DELETE}
    assert len(keepers) >= 6
    assert {name: unlisted(source) for name, source in keepers.items() if unlisted(source)} == {}
    assert [name for name, source in keepers.items() if not names(source)] == [], "what is it kept by?"


@pytest.mark.parametrize(
    "source",
    [
        'localStorage.setItem("new", 1)',
        'const KEY = "new";\nlocalStorage.getItem(KEY)',
        "sessionStorage.setItem(`new ${n}`, 1)",
    ],
)
def test_a_key_that_is_not_listed_is_found(source):
    assert unlisted(source)


def test_the_page_names_all_that_is_listed(built_book):
    html = re.sub("<[^>]*>", "", (built_book / PAGE).read_text(encoding="utf-8"))
    for entry in KEPT:
        assert entry["key"].rstrip(" -") in html and entry["what"] in html and entry["until"] in html, entry


STORED = """async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name)].sort()"""
FILL = """async () => {
  localStorage.setItem("somebody else's", "1");
  localStorage.setItem("neural-networks-live: solved exercises", "[]");
  for (const name of ["livebook", "JupyterLite Storage - /lite/", "JupyterLite Storage - /other/lite/"])
    await new Promise((done) => (indexedDB.open(name).onsuccess = ({ target }) => done(target.result.close())));
}"""


def test_what_a_reader_leaves_is_listed_and_one_button_deletes_it(page, site):
    page.goto(f"{site}{CHAPTERS[0]}.html")
    laid_out(page)
    page.get_by_role("button", name="Show all code").click()
    page.get_by_role("button", name="Colours: like the system").click()
    alive(page)
    page.goto(f"{site}{PAGE}")
    page.evaluate(FILL)
    others = ["JupyterLite Storage - /other/lite/", "somebody else's"]
    stored = [name for name in page.evaluate(STORED) if name not in others]
    assert len(stored) >= 6 and [name for name in stored if not listed(name)] == []
    page.get_by_role("button", name="Delete all of it").click()
    expect(page.get_by_role("button", name="No, keep them")).to_be_focused()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.get_by_role("status")).to_contain_text(["keeps nothing of the book any more"])
    assert page.evaluate(STORED) == others
    page.reload()  # the place of this page is not kept either
    assert page.evaluate(STORED) == others


def test_who_says_no_keeps_everything(page, site):
    page.goto(f"{site}{PAGE}")
    page.evaluate(FILL)
    before = page.evaluate(STORED)
    page.get_by_role("button", name="Delete all of it").click()
    page.get_by_role("button", name="No, keep them").click()
    expect(page.get_by_role("button", name="Delete all of it")).to_be_focused()
    assert page.evaluate(STORED) == before


def test_a_chapter_that_is_still_open_is_told_of(page, site):
    page.goto(f"{site}{PAGE}")
    page.evaluate("() => new Promise((done) => (indexedDB.open('livebook').onsuccess = done))")
    page.get_by_role("button", name="Delete all of it").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("[data-forget] [role=status]")).to_contain_text("one of them is still open")


def test_from_a_disk_it_deletes_too(page, file_url):
    page.goto(file_url(PAGE))
    page.evaluate("localStorage.setItem('code', 'shown')")
    page.get_by_role("button", name="Delete all of it").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("[data-forget] [role=status]")).to_contain_text("keeps nothing")
    assert page.evaluate("localStorage.getItem('code')") is None


REFUSED = """for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException(`${name} is refused`, "SecurityError"); } });"""


def test_a_browser_that_allows_no_storage_is_told_of(page, site):
    page.add_init_script(REFUSED)
    page.goto(f"{site}{PAGE}")
    page.get_by_role("button", name="Delete all of it").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("[data-forget] [role=status]")).to_contain_text("lets the book store nothing")


def test_without_a_script_it_says_how_the_browser_deletes_it(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{PAGE}")
    expect(page.get_by_role("button", name="Delete all of it")).to_be_hidden()
    expect(page.get_by_text("Manage Website Data")).to_be_visible()
