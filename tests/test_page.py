"""The built pages in a browser that the network cannot reach."""

import json
import os
from pathlib import Path

import node
import offline
import pdf
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

NODE_PACKAGES = node.PACKAGES
AXE = NODE_PACKAGES / "axe-core/axe.min.js"
KATEX = NODE_PACKAGES / "katex/dist/katex.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def paths(built_book):
    """The pages of the book, by their paths below its folder."""
    files = [
        file.relative_to(built_book).as_posix()
        for file in sorted(built_book.rglob("*.html"))
        if file.name != "index.html"
    ]
    return [file for file in files if not file.startswith("lite/")]


def test_the_watched_tab_notes_what_a_page_must_not_do(new_page, site):
    page = new_page()
    page.goto(site + "book/intro.html")
    page.evaluate("console.warn('a warning')")
    page.evaluate("setTimeout(() => { throw Error('an exception') })")
    page.evaluate("new Image().src = 'nowhere.png'")
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    page.wait_for_timeout(300)
    noted = "\n".join(page.noted)
    assert "a warning" in noted and "an exception" in noted and "404" in noted
    assert "example.org" in noted
    page.noted.clear()


def test_every_page_opens_quietly_from_a_server(page, site, paths):
    for path in paths:
        page.goto(site + path, wait_until="networkidle")


def test_every_page_opens_quietly_from_a_disk(page, file_url, paths):
    for path in paths:
        page.goto(file_url(path), wait_until="networkidle")
        assert page.evaluate("getComputedStyle(document.querySelector('.navbar-brand p')).fontWeight") == "600"


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_every_figure_of_every_page_lives(page, site, file_url, paths, from_disk):
    alive = 0
    for path in paths:
        page.goto(file_url(path) if from_disk else site + path)
        for figure in page.locator("[data-figure]").all():
            figure.scroll_into_view_if_needed()
            expect(
                figure.locator("svg, canvas, input, button").first, f"{path}: {figure.get_attribute('data-figure')}"
            ).to_be_attached()
            alive += 1
    assert alive


def test_the_index_opens_the_book(page, site, file_url):
    for address in (site, file_url("index.html")):
        page.goto(address)
        page.wait_for_url("**/book/intro.html")


def test_the_browser_refuses_scripts_that_are_not_the_books_own(page, site):
    page.goto(site + "book/intro.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.intruder = 1'}))"
    )
    page.evaluate("document.body.setAttribute('onclick', 'window.intruder = 1')")
    page.locator("h1").click()
    assert page.evaluate("window.intruder") is None
    assert any("Content Security Policy" in note for note in page.noted)
    page.noted.clear()


def draw_figures(page):
    """Come near every figure of a page, so that each is drawn."""
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-live", "", timeout=15_000)


@pytest.mark.parametrize("scheme, width", [("light", 1200), ("dark", 1200), ("light", 320)])
def test_pages_pass_axe_with_every_figure_drawn(new_page, site, paths, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for path in paths:
        page.goto(site + path, wait_until="networkidle")
        draw_figures(page)
        page.add_script_tag(path=AXE)
        result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
        found = [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        assert not found, f"{path}, {scheme}, {width} px:\n" + "\n".join(found)


STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  stop.dataset.visits = 1 + Number(stop.dataset.visits ?? 0);
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(stop);
  const ring = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  return [stop.outerHTML.slice(0, 120), Number(stop.dataset.visits), ring];
}"""


def test_the_tab_key_goes_through_every_page_and_shows_where_it_is(new_page, site, paths):
    for path in paths:
        page = new_page()
        page.goto(site + path, wait_until="networkidle")
        draw_figures(page)
        page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
        stops = 0
        while True:
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or (stop[1] > 1 and "skip-link" in stop[0]):
                break
            assert stop[1] == 1, f"{path}: a trap at {stop[0]}"
            assert stop[2], f"{path}: no focus to be seen at {stop[0]}"
            stops += 1
        assert stops > 10, path


def test_nothing_moves_for_readers_who_asked_for_less_motion(new_page, site, paths):
    page = new_page(reduced_motion="reduce", bypass_csp=True)
    for path in paths:
        page.goto(site + path, wait_until="networkidle")
        slow = page.evaluate("""() => [...document.querySelectorAll('*')].filter((element) => {
            const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
            return [transitionDuration, animationDuration].some((times) => times.split(',').some((time) => parseFloat(time) > 0.01)) || scrollBehavior === 'smooth';
        }).map((element) => element.outerHTML.slice(0, 80))""")
        assert not slow, f"{path}: {slow[:3]}"


def test_pages_fit_a_screen_of_320_pixels(new_page, site, paths):
    page = new_page(viewport=NARROW)
    for path in paths:
        page.goto(site + path, wait_until="networkidle")
        expect(page.locator("html")).to_have_attribute("data-laid-out", "")
        # In the midst of a frame a box that shall scroll is not known yet: what counts is what the reader sees after it.
        seen = page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(document.documentElement.scrollWidth))))"
        )
        assert seen <= 320, path


def test_a_section_opened_by_its_link_stays_where_it_is(new_page, site):
    for width in (1200, 320):
        page = new_page(viewport={"width": width, "height": 800})
        page.goto(f"{site}/book/04_backpropagation_calculus.html#layers-with-multiple-neurons")
        heading = page.locator("#layers-with-multiple-neurons > h2")
        before = heading.bounding_box()["y"]
        expect(page.locator("html")).to_have_attribute("data-laid-out", "")  # what stands above it is laid out now
        page.wait_for_timeout(500)
        assert 0 <= before < 200 and heading.bounding_box()["y"] == pytest.approx(before, abs=20)


def test_formulas_are_there_for_screen_readers_wherever_they_stand(page, site, paths):
    page.goto(site + next(path for path in paths if "/04_" in path))
    expect(page.locator("html")).to_have_attribute("data-laid-out", "")
    assert page.locator(".katex-mathml:not(.ready)").count() == 0  # brought one by one, not all at the last moment
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    read = [node for node in nodes if not node["ignored"] and node["role"]["value"] == "MathMLMath"]
    hidden = page.locator("details .katex").count()  # in solutions that are not open
    assert len(read) >= page.locator(".katex").count() - hidden > 100


def test_a_chapter_is_laid_out_in_small_pieces(browser, new_page, site, paths):
    for path in (path for path in paths if "/0" in path):
        page = new_page()
        browser.start_tracing(page=page, categories=["devtools.timeline"])
        page.goto(site + path)
        expect(page.locator("html")).to_have_attribute("data-laid-out", "")
        page.wait_for_timeout(300)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        styled = [
            event["args"]["elementCount"]
            for event in events
            if event["name"] == "UpdateLayoutTree" and "elementCount" in event.get("args", {})
        ]
        assert max(styled) < page.evaluate("document.querySelectorAll('*').length") / 4, path


def test_what_a_formula_stacks_without_layers_stands_where_katex_puts_it(new_page, site, paths):
    """typeset.js gives margins to what KaTeX moves by position: relative and top."""
    page = new_page(bypass_csp=True)
    for path in paths:
        page.goto(site + path)
        page.add_script_tag(path=KATEX)
        stacks, moved, layers = page.evaluate("""() => {
            document.documentElement.removeAttribute("data-later");
            const places = (formula) => {
                const [walker, range, places, of] = [document.createTreeWalker(formula.querySelector(".katex-html"), NodeFilter.SHOW_TEXT), document.createRange(), [], formula.getBoundingClientRect()];
                while (walker.nextNode()) {
                    for (let i = 0; i < walker.currentNode.length; i++) {
                        range.setStart(walker.currentNode, i);
                        range.setEnd(walker.currentNode, i + 1);
                        const box = range.getBoundingClientRect();
                        places.push(box.x - of.x, box.y - of.y);
                    }
                }
                return [of.width, of.height, ...places];
            };
            const layers = [...document.querySelectorAll(".katex .stacked, .katex .stacked > *, .katex .base")].filter((element) => getComputedStyle(element).position !== "static").length;
            const stacks = document.querySelectorAll(".stacked").length;
            const moved = [...document.querySelectorAll(".katex")].map((formula) => {
                const shown = formula.checkVisibility() ? places(formula) : [];
                const template = document.createElement("template");
                template.innerHTML = katex.renderToString(formula.querySelector("annotation").textContent, { displayMode: formula.closest(".katex-display") !== null, strict: "error" });
                const theirs = template.content.querySelector(".katex");
                formula.replaceWith(theirs);
                const wanted = shown.length ? places(theirs) : [];
                return shown.length === wanted.length ? Math.max(0, ...shown.map((place, i) => Math.abs(place - wanted[i]))) : Infinity;
            });
            return [stacks, Math.max(0, ...moved), layers];
        }""")
        assert moved < 0.1 and layers == 0, path
        assert stacks > 20 or "/0" not in path


def moved_things(figure):
    """One slider, one handle and one choice of a figure, where it has them."""
    for things in ('input[type="range"]', '[role="slider"]:not(input)', 'input[type="radio"]:checked, select'):
        seen = [thing for thing in figure.locator(things).all() if thing.is_visible() and thing.is_enabled()]
        yield from seen[:1]


def change(page):
    """Move what has the focus to and fro, and wait until that is also said aloud."""
    for key in ["ArrowRight", "ArrowLeft"] * 2:
        page.keyboard.press(key)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_timeout(750)


def layout_roots(browser, page, act):
    """From where on the browser has laid the page out anew while `act` ran: node names."""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    act()
    page.wait_for_timeout(150)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    ends = [
        event["args"]["endData"] for event in events if event["name"] == "Layout" and "endData" in event.get("args", {})
    ]
    return {root["nodeName"] for end in ends for root in end["layoutRoots"]}


def test_a_change_of_a_figure_does_not_lay_out_the_page(browser, new_page, site, paths):
    page = new_page(viewport={"width": 1200, "height": 900})
    laid_out, changes = [], 0
    for path in (path for path in paths if "/0" in path):
        page.goto(site + path)
        expect(page.locator("html")).to_have_attribute("data-laid-out", "")
        for figure in page.locator("[data-figure]:not([data-figure=quiz])").all():
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_attribute("data-live", "")
            page.wait_for_timeout(500)  # its neighbours come to life, too
            for thing in moved_things(figure):
                thing.focus()
                roots = layout_roots(browser, page, lambda: change(page))
                if "#document" in roots:
                    laid_out.append(
                        f"{figure.get_attribute('data-figure')}: {thing.evaluate('(one) => one.outerHTML')}"
                    )
                changes += bool(roots)
    assert laid_out == []
    assert changes > 45


def test_formulas_are_no_tab_stops(page, site):
    page.goto(site + "book/notation.html")
    page.wait_for_timeout(200)
    assert page.locator(".math").count() > 20
    assert page.locator(".math [tabindex]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_symbols_have_the_colours_of_the_figures(new_page, site, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(site + "book/notation.html")
    for symbol, colour in {"b": "--nn-bias", "y": "--nn-target", "w": "--nn-plus"}.items():
        letter = page.locator(f".sym-{symbol}").first
        wanted = page.evaluate(
            "name => { const probe = document.body.appendChild(document.createElement('i')); probe.style.color = `var(${name})`; return getComputedStyle(probe).color }",
            colour,
        )
        assert letter.evaluate("letter => getComputedStyle(letter).color") == wanted


MEANING = ".meaning"


def test_a_symbol_says_what_it_means_under_the_pointer(page, site):
    page.goto(site + "book/notation.html")
    for symbol, words in {"sym-b": "b: biases", "sym-L": "L: the last layer", "sym-nabla": "\u2207: gradient"}.items():
        page.locator(f".{symbol}").first.hover()
        expect(page.locator(MEANING)).to_contain_text(words)
    page.locator(MEANING).hover()
    page.wait_for_timeout(300)
    assert page.locator(MEANING).is_visible()  # the pointer may rest on the words
    page.keyboard.press("Escape")
    expect(page.locator(MEANING)).to_be_hidden()


def test_a_symbol_in_a_figure_says_what_it_means(page, site, paths):
    page.goto(site + next(path for path in paths if "/01_" in path))
    page.locator("[data-figure=neuron]").first.scroll_into_view_if_needed()
    letter = page.locator("[data-figure=neuron] tspan.nn-w").first
    letter.hover()
    expect(page.locator(MEANING)).to_contain_text("weights")


def test_symbols_say_what_they_mean_by_keyboard(page, site):
    page.goto(site + "book/notation.html")
    button = page.get_by_role("button", name="Explain the symbols")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(MEANING)).to_contain_text("a: activations")
    page.keyboard.press("ArrowRight")
    expect(page.locator(MEANING)).to_contain_text("l: a layer")
    assert page.evaluate("document.activeElement.textContent") == "l"
    page.keyboard.press("ArrowLeft")
    expect(page.locator(MEANING)).to_contain_text("a: activations")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(MEANING)).to_be_hidden()


def test_every_symbol_that_is_marked_has_a_meaning(page, site, paths):
    for path in paths:
        page.goto(site + path)
        names = page.locator(".sym").evaluate_all("symbols => [...new Set(symbols.map(symbol => symbol.className))]")
        for name in names:
            letter = page.locator(f".katex .{name.replace(' ', '.')}").first
            letter.dispatch_event("pointerover")
            assert page.locator(MEANING).inner_text().startswith(letter.inner_text()[:1]) or name == "sym sym-w", (
                f"{path}: {name}"
            )


def test_colours_follow_the_system_until_the_reader_chooses(new_page, site):
    page = new_page(color_scheme="dark")
    page.goto(site + "book/intro.html")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    button = page.locator("[data-action=colour-mode]")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "Colours: dark"
    page.goto(site + "book/notation.html")
    assert page.evaluate(theme) == "dark"
    page.locator("[data-action=colour-mode]").click()
    assert page.evaluate(theme) == "light"


def test_the_contents_open_in_a_dialog_on_a_narrow_screen(new_page, site):
    page = new_page(viewport=NARROW)
    page.goto(site + "book/intro.html")
    link = page.locator(".bd-docs-nav").get_by_role("link", name="Notation", include_hidden=True)
    assert not link.is_visible()
    page.get_by_role("button", name="Table of contents").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.get_by_role("button", name="Table of contents")).to_be_focused()
    page.get_by_role("button", name="Table of contents").click()
    page.get_by_role("button", name="Close").click()
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Table of contents").click()
    link.click()
    page.wait_for_url("**/notation.html")


def test_the_contents_of_the_page_open_in_a_dialog_on_a_narrow_screen(new_page, site):
    page = new_page(viewport=NARROW)
    page.goto(site + "book/notation.html")
    page.get_by_role("button", name="On this page").click()
    page.locator("#pst-secondary-sidebar-modal").get_by_role("link", name="Colours").click()
    page.wait_for_url("**#colours")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_search_finds_a_page_and_its_section(page, site):
    page.goto(site + "book/intro.html")
    page.get_by_role("searchbox").fill("habits")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=habits")
    page.locator("#search-results").get_by_role("link", name="Five habits").click()
    page.wait_for_url("**/book/notation.html*")


def test_the_search_works_from_a_disk(page, file_url):
    page.goto(file_url("search.html") + "?q=gradient")
    assert page.locator("#search-results a").first.is_visible()


def test_a_button_copies_code(new_page, site, paths):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    chapters = [path for path in paths if Path(path).name[0].isdigit()]
    page.goto(site + chapters[0])
    cell = page.locator(".cell_input").first
    cell.hover()
    cell.get_by_role("button", name="Copy this code").click()
    expect(cell.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == cell.locator("pre").inner_text().strip()


def test_copied_formulas_are_latex(new_page, site):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site + "book/notation.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#five-habits p:nth-of-type(3)'))")
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "$W^{(l)} a^{(l-1)}$" in copied


def test_the_page_is_readable_without_scripts(new_page, site, paths):
    page = new_page(java_script_enabled=False, viewport=NARROW)
    page.goto(site + "book/intro.html")
    link = page.locator(".bd-docs-nav").get_by_role("link", name="Notation")
    assert link.is_visible() and link.bounding_box()["x"] >= 0
    assert page.locator(".page-tool:visible").count() == 0
    assert page.locator("h1").is_visible()


def test_every_figure_is_a_picture_without_scripts(new_page, site, paths):
    page = new_page(java_script_enabled=False)
    drawn = 0
    for path in paths:
        page.goto(site + path)
        for figure in page.locator("[data-figure]:not([data-figure=quiz])").all():
            picture = figure.locator("img")
            assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 640, path
            assert figure.locator("p").first.is_visible()
            drawn += 1
    assert drawn >= 20


def test_pictures_of_figures_cost_nothing_where_scripts_run(page, site, paths):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in paths:
        page.goto(site + path, wait_until="networkidle")
    assert not [address for address in asked if "/stills/" in address]


def weigh(page, address):
    """Return (kilobytes, requests) of a page as a server sends it to a browser with an empty cache, before the figures' data."""
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    sizes = [request.sizes() for request in requests if "/_static/data/" not in request.url]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) / 1000, len(sizes)


def test_pages_are_light(new_page, site, paths):
    for path in paths:
        chapter = Path(path).name[0].isdigit()
        kilobytes, requests = weigh(new_page(), site + path)
        assert kilobytes <= (400 if chapter else 250), f"{path}: {kilobytes:.0f} kB"
        assert requests <= 30, f"{path}: {requests} requests"
        if os.environ.get("SHOW_WEIGHT"):
            print(f"{path}: {kilobytes:.0f} kB, {requests} requests")


def test_paper_is_white_and_holds_the_text_alone(new_page, site):
    page = new_page(color_scheme="dark", bypass_csp=True)
    page.goto(site + "book/notation.html")
    page.evaluate("addEventListener('beforeprint', () => (window.printed = document.documentElement.dataset.theme))")
    page.pdf()
    assert page.evaluate("window.printed") == "light"
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for part in (".bd-sidebar-primary", ".bd-sidebar-secondary", ".page-tools", ".prev-next-footer"):
        assert not page.locator(part).is_visible(), part


def test_paper_shows_every_figure(new_page, site, paths):
    page = new_page(bypass_csp=True)
    page.goto(site + next(path for path in paths if "/04_" in path), wait_until="networkidle")
    assert page.locator("[data-figure]:not([data-live])").count()  # some were never in sight
    page.pdf()
    for figure in page.locator("[data-figure]:not([data-figure=quiz])").all():
        assert figure.locator(".nn-stage svg, img.nn-picture").count(), figure.get_attribute("data-figure")
    loaded = page.locator("img.nn-picture").evaluate_all("pictures => pictures.map(picture => picture.naturalWidth)")
    assert loaded and set(loaded) == {640}
    page.emulate_media(media="print")
    assert page.locator(".nn-buttons:visible, .nn-controls:visible").count() == 0


def test_the_whole_book_prints_as_one_pdf_with_bookmarks(built_book, browser, tmp_path):
    count = pdf.bind(
        browser, [built_book / "book/intro.html", built_book / "book/notation.html"], tmp_path / "book.pdf"
    )
    book = PdfReader(tmp_path / "book.pdf")
    assert len(book.pages) == count >= 2
    assert [entry.title for entry in book.outline] == ["Neural Networks, Live", "Notation"]
    assert "example network" in "".join(page.extract_text() for page in book.pages)


def test_the_offline_book_is_small(built_book, tmp_path):
    offline.pack(built_book, tmp_path / "book.zip")
    assert (tmp_path / "book.zip").stat().st_size <= 15_000_000
