"""Print the built book as one PDF: python tools/pdf.py FOLDER FILE.pdf"""

import io
import re
import sys
from pathlib import Path

from browser import FLAGS, find
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "18mm")
FOOT = '<div style="width:100%;text-align:center;font:9px sans-serif;color:#59636e">{title}, <span class="pageNumber"></span></div>'
HEADING = (
    "heading => [...heading.childNodes].filter(part => part.nodeName !== 'A').map(part => part.textContent).join('')"
)


def reading_order(folder):
    """Return the pages from the first to the last, as their "next" links lead."""
    folder = folder.resolve()
    page, pages = Path("index.html"), []
    while page:
        pages.append(folder / page)
        following = re.search(r'class="right-next"\s+href="([^"#]+)"', pages[-1].read_text(encoding="utf-8"))
        page = following and (pages[-1].parent / following[1]).resolve().relative_to(folder)
    return pages


def printed(tab, page):
    """Return (title, PDF) of one page, with every figure drawn."""
    tab.goto(page.as_uri(), wait_until="load")
    for figure in tab.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        figure.locator("xpath=self::*[@data-live]").wait_for(state="attached")
    title = tab.locator("h1").first.evaluate(HEADING)
    foot = FOOT.format(title=title)
    return title, tab.pdf(
        format="A4", margin=MARGIN, display_header_footer=True, header_template="<span></span>", footer_template=foot
    )


def bind(browser, pages, target):
    """Print `pages` and bind them into the file `target`, with a bookmark for each; return the number of sheets."""
    book = PdfWriter()
    tab = browser.new_page(viewport={"width": 1000, "height": 1000})
    for page in pages:
        title, pdf = printed(tab, page)
        first = len(book.pages)
        book.append(PdfReader(io.BytesIO(pdf)), import_outline=False)
        book.add_outline_item(title=title, page_number=first)
    tab.close()
    book.write(target)
    return len(book.pages)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    with sync_playwright() as playwright:
        count = bind(playwright.chromium.launch(executable_path=find(), args=FLAGS), reading_order(source), target)
    print(f"{target}: {count} pages, {target.stat().st_size / 1e6:.1f} MB")
