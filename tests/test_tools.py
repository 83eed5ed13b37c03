"""The small server, and how the browsers are found."""

import gzip
import http.client
import os
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import browser
import offline
import pdf
import pytest
import serve
import stamps
import watch


@pytest.fixture
def get(tmp_path):
    """get(path, header ...) -> (status, headers, body) from a server of a folder with one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>a page</p>" * 100)
    (tmp_path / "site" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("outside")
    httpd = serve.server(tmp_path / "site")
    threading.Thread(target=httpd.serve_forever, daemon=True).start()

    def answer(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", httpd.server_port)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, response.headers, body

    yield answer
    httpd.shutdown()
    httpd.server_close()


def test_texts_are_compressed_for_who_accepts_it(get):
    status, headers, body = get("/", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"], headers["Content-Type"]) == (200, "gzip", "text/html")
    assert gzip.decompress(body) == b"<p>a page</p>" * 100
    assert get("/index.html")[2] == b"<p>a page</p>" * 100
    assert get("/picture.png?v=1", **{"Accept-Encoding": "gzip"})[1]["Content-Encoding"] is None


def test_a_watched_page_hears_of_a_change_and_of_one_it_has_missed(tmp_path):
    (tmp_path / "index.html").write_text("<body><p>a page</p></body>")
    httpd = serve.server(tmp_path, handler=watch.Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()

    def get(path):
        connection = http.client.HTTPConnection("127.0.0.1", httpd.server_port)
        connection.request("GET", path)
        body = connection.getresponse().read().decode()
        connection.close()
        return body

    try:
        assert '<script async src="/_watch.js"></script></body>' in get("/")
        seen = str(watch.CHANGES.count)
        assert f'seen = "{seen}"' in get("/_watch.js")
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(get, f"/_changes?{seen}")
            watch.CHANGES.tell()
            assert int(waiting.result()) == int(seen) + 1
        assert get(f"/_changes?{seen}") == str(watch.CHANGES.count)
    finally:
        httpd.shutdown()
        httpd.server_close()


@pytest.mark.parametrize(
    "path, wanted",
    [
        ("index.md", True),
        ("book/notation.md", True),
        ("nnlib/figures/neuron/index.js", True),
        ("nnlib/figures/built/neuron.js", False),
        ("book/.ipynb_checkpoints/notation.md", False),
        ("nnlib/__pycache__/cost.pyc", False),
    ],
)
def test_what_tools_write_is_no_edit(path, wanted):
    assert watch.wanted(None, str(watch.ROOT / path)) == wanted


@pytest.mark.parametrize("path", ["/nothing", "/../secret.txt", "/%2e%2e/secret.txt"])
def test_nothing_outside_the_folder_is_served(get, path):
    assert get(path)[0] == 404


def test_chromium_on_the_path_is_taken_first(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/some/{name}" if name == "google-chrome" else None)
    assert browser.find() == "/some/google-chrome"


def test_chromium_that_is_named_is_taken_before_all(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/some/chromium")
    assert browser.find() == "/some/chromium"


@pytest.mark.parametrize("missing", browser.ENGINES, ids=[engine.name for engine in browser.ENGINES])
def test_without_an_engine_only_the_checks_of_the_project_fail(monkeypatch, capsys, missing):
    monkeypatch.setattr(browser, "find", lambda engine: None if engine is missing else "/some/program")
    monkeypatch.setattr(browser, "install", lambda engine: False)
    monkeypatch.delenv("CI", raising=False)
    assert browser.main() == 0
    monkeypatch.setenv("CI", "true")
    assert browser.main() == 1
    assert f"{missing.name} was not found: install Debian's {missing.packages[0]}" in capsys.readouterr().err


def test_webkit_needs_a_screen_too(monkeypatch):
    monkeypatch.delenv("WEBKIT_DRIVER", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None if name == "Xvfb" else f"/some/{name}")
    assert browser.find(browser.WEBKIT) is None
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/some/{name}")
    assert browser.find(browser.WEBKIT) == "/some/WebKitWebDriver"


def test_what_is_missing_is_installed_on_the_bare_machine_too():
    script = (Path(__file__).parents[1] / ".ci" / "run").read_text()
    for engine in browser.ENGINES:
        assert [name for name in engine.packages if f"missing+=({name})" not in script] == []


def test_the_offline_book_leaves_out_what_no_disk_can_run_and_is_the_same_bytes_each_time(tmp_path):
    for path in ("index.html", "book/intro.html", "lite/run.html", "lite/run-0a1b2c3d.js", "lite/wheels/one.whl"):
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text("a page")
    offline.pack(tmp_path / "site", tmp_path / "one.zip")
    os.utime(tmp_path / "site" / "index.html", (1e9, 1e9))
    offline.pack(tmp_path / "site", tmp_path / "two.zip")
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    kept = ("book/intro.html", "index.html", "lite/run-0a1b2c3d.js", "lite/run.html")
    assert names == [f"neural-networks-live/{path}" for path in kept]
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_pages_are_printed_in_the_order_of_their_links(tmp_path, monkeypatch):
    (tmp_path / "book").mkdir()
    (tmp_path / "index.html").write_text('<a class="right-next" href="book/a.html">')
    (tmp_path / "book/a.html").write_text('<a class="right-next"\n   href="b.html"\n   title="next page">')
    (tmp_path / "book/b.html").write_text("the end")
    assert [page.name for page in pdf.reading_order(tmp_path)] == ["index.html", "a.html", "b.html"]
    monkeypatch.chdir(tmp_path)
    assert all(page.is_absolute() for page in pdf.reading_order(Path()))  # a browser opens nothing else


def test_a_file_is_called_by_what_it_holds_and_the_pages_call_it_so_at_every_build(tmp_path):
    page, style, script = (tmp_path / name for name in ("page.html", "book.css", "pages.js"))
    for content in ("a {}", "b {}", "b {}"):
        style.write_text(content)
        page.write_text('<link href="../_static/book.css"><script src="pages.js"></script> book.css')
        if not list(tmp_path.glob("pages*")):
            script.write_text("a script")
        stamps.stamp([file for file in tmp_path.iterdir() if file != page], [page])
        sheet = stamps.stamped("book.css", content.encode())
        assert (tmp_path / sheet).read_text() == content
        called = stamps.stamped("pages.js", b"a script")
        assert page.read_text() == f'<link href="../_static/{sheet}"><script src="{called}"></script> book.css'
    assert sorted(map(stamps.bare, (file.name for file in tmp_path.iterdir()))) == ["book.css"] * 2 + [
        "page.html",
        "pages.js",
    ]
