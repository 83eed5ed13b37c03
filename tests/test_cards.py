"""What a page tells those who have not opened it: description, card, site map. The built book has no address: see test_book."""

import json
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from livebook import cards, stills
from sphinx.errors import ConfigError

SIGMOID = ("sigmoid", json.dumps({"x": 1.5}))


@pytest.fixture(autouse=True, scope="module")
def processes():
    """Stop the Node process after the tests."""
    yield
    stills.LINKEDOM.stop()


def app(address=""):
    """What the functions need of a build, with the address of the book."""
    config = SimpleNamespace(html_baseurl=address, html_title="Neural Networks, Live", root_doc="index")
    return SimpleNamespace(config=config, livebook_cards={})


def written(address, **context):
    """The context of a page after its card was written."""
    context = {"metatags": "", "description": "Words of the book.", "title": "Notation", "body": ""} | context
    context["pageurl"] = f"{address}book/notation.html"
    build = app(address)
    cards.describe(build, "book/notation", "page.html", context, None)
    cards.add_card(build, "book/notation", "page.html", context, None)
    return context, build.livebook_cards


def test_a_page_says_its_own_words_once_and_leaves_the_window_to_the_layout():
    own = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n<meta content="Own." name="description" />'
    tags = written("", metatags=own)[0]["metatags"]
    assert tags.count("Own.") == 1 and "Words of the book." not in tags and "viewport" not in tags


def test_a_page_without_words_of_its_own_says_those_of_the_book():
    assert 'content="Words of the book." name="description"' in written("")[0]["metatags"]


def test_without_an_address_there_is_no_card():
    context, kept = written("", body='<figure data-figure="sigmoid" data-state="{}">')
    assert context["card"] == {} and kept == {}


def test_with_an_address_the_card_says_title_words_and_picture(monkeypatch):
    monkeypatch.setattr(cards, "find", lambda: "/usr/bin/chromium")
    body = '<figure data-figure="quiz" data-state="{}"><figure data-figure="sigmoid" data-state="{&quot;x&quot;: 1.5}">'
    tags = '<meta content="A &quot;sign&quot;." name="description" />'
    context, kept = written("https://me.example/live/", body=body, metatags=tags, title="A <em>title</em> &amp; more")
    assert context["card"]["og:title"] == "A title & more" and context["card"]["og:description"] == 'A "sign".'
    assert context["card"]["og:url"] == "https://me.example/live/book/notation.html"
    assert context["card"]["og:image"] == "https://me.example/live/_static/cards/book/notation.png"
    assert kept == {"book/notation": ("A title & more", SIGMOID)}


def test_without_a_browser_the_card_has_no_picture(monkeypatch):
    monkeypatch.setattr(cards, "find", lambda: None)
    context, _ = written("https://me.example/live/")
    assert "og:title" in context["card"] and "og:image" not in context["card"]


@pytest.mark.parametrize("address, kept", [("", ""), ("https://me.example/live", "https://me.example/live/")])
def test_an_address_ends_with_a_slash(address, kept):
    build = app(address)
    cards.check_address(build, build.config)
    assert build.config.html_baseurl == kept


def test_what_is_no_address_stops_the_build_and_says_how_one_looks():
    with pytest.raises(ConfigError, match=r"'me\.example/live'.*https://me\.github\.io/book/"):
        cards.check_address(app(), app("me.example/live").config)


def test_the_site_map_is_xml_that_lists_the_pages():
    listed = ElementTree.fromstring(cards.site_map(["https://me.example/a.html?x&y", "https://me.example/b.html"]))
    assert [address.text for address in listed.findall(".//{*}loc")] == [
        "https://me.example/a.html?x&y",
        "https://me.example/b.html",
    ]


def test_the_cards_are_pictures_of_title_and_figure(page, tmp_path):
    (tmp_path / "_static/cards/book").mkdir(parents=True)
    shown = {"book/one": ("One", SIGMOID), "book/two": ("Two", None)}
    cards.draw(page, "The Book", shown, None, tmp_path)
    first, second = ((tmp_path / "_static/cards" / f"{name}.png").read_bytes() for name in shown)
    assert first[:8] == second[:8] == b"\x89PNG\r\n\x1a\n" and first != second
    assert [int.from_bytes(first[i : i + 4], "big") for i in (16, 20)] == [1200, 630]
    assert page.locator("h1").inner_text() == "Two" and page.locator("svg path").count() > 0
