"""The built book, read as files."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from livebook import edition
from livebook.lost import from_anywhere
from stamps import bare, stamped

from nnlib.figures.kit import figure_class, figure_names
from tests.pages import PAGES, ROOT

MOVED = ["book/index.html", "book/intro.html"]
VIDEOS = ["aircAruvnKk", "IHZwWFHWa-w", "Ilg3gGewQ5U", "tIeHLnjs5U8"]


@pytest.fixture(scope="module")
def pages(built_book):
    """{path below the folder of the pages: the parsed page}; what runs the chapters is JupyterLite's own."""
    files = {file.relative_to(built_book).as_posix(): file for file in sorted(built_book.rglob("*.html"))}
    files = {path: file for path, file in files.items() if not path.startswith("lite/")}
    return {path: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for path, file in files.items()}


def content(pages):
    """The pages a reader reads: all but those that only lead to the first."""
    return {path: page for path, page in pages.items() if path not in MOVED}


def asked_for(page):
    """What a page loads without being asked."""
    return [
        tag.get("src") or tag.get("href")
        for tag in page.select(
            "script[src], link[href]:not([rel=next], [rel=prev], [rel=search], [rel=canonical]), img[src], iframe, source"
        )
    ]


def test_the_pages_are_those_of_the_contents_and_no_others(pages):
    assert set(pages) == {*MOVED, *(f"{page}.html" for page in PAGES)}


def test_old_addresses_of_the_front_page_lead_to_it(pages):
    for path in MOVED:
        assert pages[path].select_one("noscript > meta[http-equiv=refresh]")["content"] == "0; url=../index.html"
        assert pages[path].select_one("a")["href"] == "../index.html"
        assert pages[path].select_one("link[rel=canonical]")["href"] == "../index.html"


def test_wrapping_up_comes_after_the_chapters_and_reference_after_it(pages):
    names = [
        words.get_text().strip()
        for words in pages["book/notation.html"].select("#pst-primary-sidebar :is(.caption, .toctree-l1)")
    ]
    last = next(i for i, name in enumerate(names) if name.startswith("4. "))
    assert names[last + 1 : last + 4] == ["Wrapping up", "Reference", "Notation"]


def test_the_page_of_lost_readers_shows_the_contents_and_leads_home(pages, built_book):
    links = {link["href"] for link in pages["404.html"].select("article a[href]")}
    assert links == {f"{page}.html" for page in PAGES if page not in ("search", "404")}
    assert "shorten the address" in pages["404.html"].select_one("article").get_text()
    assert (built_book / ".nojekyll").exists()


def test_under_an_address_the_page_of_lost_readers_works_at_any_depth(built_book):
    html = from_anywhere((built_book / "404.html").read_text(encoding="utf-8"), "/live/")
    page = BeautifulSoup(html, "html.parser")
    names = [tag[name] for tag in page.find_all(True) for name in ("href", "src", "action") if tag.has_attr(name)]
    names.append(page.select_one("meta[name=fonts]")["content"])
    assert len(names) > 20 and [name for name in names if not name.startswith(("/live/", "#"))] == []
    assert all((built_book / urldefrag(name)[0].removeprefix("/live/")).exists() for name in names if name[0] != "#")


def test_what_a_page_loads_is_called_by_what_it_holds(pages, built_book):
    named = [(built_book / path).parent / address for path, page in pages.items() for address in asked_for(page)]
    (sheet,) = (built_book / "_static").glob("book-*.css")
    fonts = re.findall(r"url\((katex/[^)]+)\)", sheet.read_text(encoding="utf-8"))
    page = (built_book / "lite/run.html").read_text(encoding="utf-8")
    run = [built_book / "lite" / name for name in re.findall(r'"(run[^"]+)"', page)]
    for file in {*named, *(sheet.parent / font for font in fonts), *(sheet.parent / "data").iterdir(), *run}:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert file.name in (stamped(bare(file.name), file.read_bytes()), f"{digest}{file.suffix}"), file
    assert len(fonts) > 10


def test_no_page_asks_another_host_for_anything(pages):
    for path, page in pages.items():
        foreign = [address for address in asked_for(page) if urlsplit(address).netloc or address.startswith("//")]
        assert not foreign, f"{path} loads {foreign}"


def test_style_sheets_ask_no_other_host(built_book):
    for sheet in (built_book / "_static").rglob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^)\"']+)", sheet.read_text(encoding="utf-8"))
        assert not [address for address in addresses if urlsplit(address).netloc], sheet.name
        local = [address for address in addresses if not address.startswith(("data:", "http:", "#"))]
        assert all((sheet.parent / address).exists() for address in local), sheet.name


def test_every_link_inside_the_book_leads_somewhere(pages, built_book):
    broken = []
    for path, page in pages.items():
        for link in page.select("a[href]"):
            address, anchor = urldefrag(link["href"])
            if urlsplit(address).scheme:
                continue
            target = (built_book / path).parent.joinpath(unquote(address)).resolve() if address else built_book / path
            name = target.relative_to(built_book.resolve()).as_posix() if address else path
            if not target.exists() or (anchor and name in pages and not pages[name].find(id=unquote(anchor))):
                broken.append(f"{path}: {link['href']}")
    assert not broken


def test_every_page_says_what_it_is(pages):
    titles = {path: page.title.get_text().strip() for path, page in content(pages).items()}
    assert len(set(titles.values())) == len(titles)
    for path, page in content(pages).items():
        assert page.html["lang"] == "en", path
        assert len(page.select("main h1")) == 1, path
        assert page.select_one("link[rel=icon]"), path
        assert "© Copyright 2026" in page.select_one("footer").get_text() or "© Copyright 2026" in page.get_text(), path


def test_every_page_has_one_description_of_its_own_and_one_viewport(pages):
    said = {
        path: [tag["content"] for tag in page.select("meta[name=description]")] for path, page in content(pages).items()
    }
    for path, descriptions in said.items():
        assert len(descriptions) == 1 and 50 <= len(descriptions[0]) <= 155, (path, descriptions)
        assert descriptions[0].endswith("."), path
        assert len(pages[path].select("meta[name=viewport]")) == 1, path
    assert len({description for (description,) in said.values()}) == len(said)


def test_a_book_without_an_address_tells_nobody_where_it_stands(pages, built_book):
    for path, page in content(pages).items():
        assert not page.select("meta[property], link[rel=canonical]"), path
    assert not list(built_book.glob("sitemap.xml")) and not list(built_book.glob("_static/cards"))


def test_every_page_names_its_edition_and_date_and_what_is_new(pages):
    date = edition.day(edition.changed(ROOT))
    for path, page in content(pages).items():
        said = " ".join(page.select_one("footer .edition").get_text().split())
        assert said.startswith(f"Second edition, {date}.") and date, path
        assert ("What’s new" in said) == (path != "book/whats_new.html"), path
        assert "Report" not in said, "no address of a repository is set"


def test_every_page_has_one_search_field(pages):
    for path, page in content(pages).items():
        assert len(page.select("input[type=search]")) == 1, path


def test_formulas_are_typeset_and_readable_for_screen_readers(pages):
    formulas = pages["book/notation.html"].select("span.math, div.math")
    assert len(formulas) > 20
    for formula in formulas:
        assert formula.select_one("math annotation"), formula.get_text()
        assert formula.select_one(".katex-html[aria-hidden=true]")
    for path, page in pages.items():
        assert not page.select(".katex-error, [id^=MathJax], .math code"), path
        assert not page.select(".math [tabindex], .math a, .math button"), path


def test_pages_hold_no_inline_script_but_the_one_of_the_policy(pages):
    for path, page in content(pages).items():
        inline = [
            script
            for script in page.select("script:not([src])")
            if script.get("type") in (None, "module", "text/javascript")
        ]
        assert len(inline) == 1, path
        policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert "unsafe-eval" not in policy and "unsafe-inline" not in policy.split("style-src")[0], path
        handlers = [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not handlers, path


def test_a_page_loads_the_script_of_its_own_figures_alone(pages, built_book):
    with_figures = 0
    for path, page in content(pages).items():
        wanted = {figure["data-figure"] for figure in page.select("[data-figure]")}
        scripts = page.select("script[src*=figures]")
        assert len(scripts) == bool(wanted), path
        with_figures += bool(wanted)
        for script in scripts:
            assert script.has_attr("async"), path
            source = (built_book / path).parent.joinpath(script["src"].split("?")[0]).read_bytes()
            titles = {
                name
                for name in figure_names()
                if json.dumps(figure_class(name).alternative[:40], ensure_ascii=False)[1:-1].encode() in source
            }
            assert titles == wanted, path
            assert len(gzip.compress(source)) <= 60_000, path
    assert with_figures


def test_pictures_have_words_for_who_does_not_see_them(pages):
    for path, page in pages.items():
        for picture in page.select("img"):
            words = picture.get("alt", "")
            assert len(words.split()) >= 4 and not words.startswith(("../", "_images")), f"{path}: {words!r}"


def test_every_figure_but_the_questions_has_a_picture_that_is_a_whole_svg_file(pages, built_book):
    drawn, widths = 0, set()
    for path, page in pages.items():
        for figure in page.select("[data-figure]:not([data-figure=quiz])"):
            for source in {picture["src"] for picture in figure.select("img")}:
                drawing = ElementTree.parse((built_book / path).parent / source.split("?")[0]).getroot()
                widths.add(drawing.get("width"))
                assert len(list(drawing.iter())) > 20, source
                assert not [text for text in drawing.itertext() if "NaN" in text or "undefined" in text], source
            drawn += 1
    assert drawn >= 20 and widths == {"640", "320"}


def test_the_four_videos_are_linked_and_thanked(pages):
    for path in ("index.html", "book/wrapping_up.html"):
        links = " ".join(link["href"] for link in pages[path].select("a[href]"))
        assert all(video in links for video in VIDEOS), path
        assert "Thanks" in pages[path].get_text()


def test_what_the_pages_do_not_use_is_not_shipped(built_book):
    names = {file.name for file in (built_book / "_static").rglob("*")}
    assert not {"fontawesome.js", "bootstrap.js", "pydata-sphinx-theme.css"} & names
    assert not [name for name in names if name.endswith((".map", ".ttf"))]


@pytest.mark.slow
def test_a_build_from_nothing_gives_the_same_bytes(built_book, tmp_path):
    nox = [sys.executable, "-m", "nox", "-s", "book"]
    subprocess.run(nox, cwd=ROOT, capture_output=True, check=True, env={**os.environ, "OUT": str(tmp_path)})
    first, again = files(built_book), files(tmp_path / "_build" / "html")
    assert [name for name, content in again.items() if first.get(name) != content] == []
    assert len(again) > 20


def files(folder):
    """{path below the folder: bytes}."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
