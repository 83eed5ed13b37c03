"""Firefox and WebKit behind the same few words, so that a test is written once for both.

open(address, size)   go to a page, in a window (or, narrower than a window of WebKit can be, a frame) of this size
run(function, ...)    what a JavaScript function answers in the page; a promise is awaited
until(function, ...)  wait until it answers something true, and return that
arrive(part)          wait until a page with this part in its address is there
press(*keys)          press keys, by their names in Playwright ("ArrowRight")
drag(*places)         move the pointer along places in the window, with its button down
picture()             what is to be seen in the window
noted                 whatever a page must not do; in WebKit a script of the page itself says so, which `listening` adds
"""

import io
import os
import subprocess
import tempfile
from contextlib import contextmanager
from html import escape
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.pages import NARROW, WIDE, watch

PATIENCE = 60  # seconds for what comes at once on a quiet machine

UNTIL = """async (...given) => {{
  const end = performance.now() + {milliseconds};
  for (;;) {{
    const answer = await ({function})(...given);
    if (answer || performance.now() > end) return answer;
    await new Promise((done) => setTimeout(done, 20));
  }}
}}"""
ALIVE = """(figure) => {
  const near = figure.getBoundingClientRect();
  return near.bottom < -800 || near.top > innerHeight + 800 || figure.hasAttribute("data-live");
}"""
COME_NEAR = """() => {
  const next = document.querySelector("[data-figure]:not([data-live])");
  next?.scrollIntoView({ block: "center" });
  return !next;
}"""

NOTES = """window.noted = [];
for (const level of ["warn", "error"]) console[level] = (...words) => noted.push(`console ${level}: ${words.join(" ")}`);
addEventListener("error", ({ message, target }) => noted.push(message || `not loaded: ${target.src || target.href}`), true);
addEventListener("unhandledrejection", ({ reason }) => noted.push(`rejected: ${reason}`));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => noted.push(`refused, ${violatedDirective}: ${blockedURI}`));
"""


def listening(folder):
    """Let each page below a folder note what it must not do: WebKit tells the driver nothing of it. Return the folder."""
    (folder / "noted.js").write_text(NOTES, encoding="utf-8")
    for page in folder.rglob("*.html"):
        up = "../" * (len(page.relative_to(folder).parts) - 1)
        text = page.read_text(encoding="utf-8").replace("<head>", f'<head><script src="{up}noted.js"></script>', 1)
        page.write_text(text, encoding="utf-8")
    return folder


class Window:
    """What both engines do in the same way."""

    def until(self, function, *arguments):
        answer = self.run(UNTIL.format(function=function, milliseconds=1000 * PATIENCE), *arguments)
        assert answer, f"not within {PATIENCE} seconds: {function} {arguments}"
        return answer

    def click(self, place):
        self.drag(place)

    def laid_out(self):
        """Wait until the page has laid out what is not in sight too, and has its fonts."""
        self.until("() => document.documentElement.dataset.laidOut === ''")
        self.run("() => document.fonts.ready.then(() => null)")

    def alive(self):
        """Come near every figure of the page and wait until it lives."""
        self.until(COME_NEAR)


class Firefox(Window):
    """Firefox, driven by Playwright over BiDi."""

    back = None  # it hangs there

    def __init__(self, browser):
        self._page = watch(browser.new_context(viewport=WIDE).new_page())

    @property
    def noted(self):
        return self._page.noted

    def open(self, address, size=WIDE):
        self._page.noted.clear()
        self.resize(size)
        self._page.goto("about:blank")  # another section of the same page would not be read anew
        self._page.goto(address)

    def resize(self, size):
        self._page.set_viewport_size(size)

    def reload(self):
        self._page.reload()

    def arrive(self, part):
        self._page.wait_for_url(lambda address: part in address)

    def run(self, function, *arguments):
        return self._page.evaluate(f"(given) => ({function})(...given)", list(arguments))

    def press(self, *keys):
        for key in keys:
            self._page.keyboard.press(key)

    def drag(self, begin, *others):
        mouse = self._page.mouse
        mouse.move(*begin)
        mouse.down()
        for place in others:
            mouse.move(*place)
        mouse.up()

    def picture(self):
        return Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")


FRAME = "<!doctype html><style>body {{ margin: 0 }}</style><iframe width={width} height={height} style='border: 0' src='{address}'></iframe>"
RUN = """const [answer, given] = [arguments[arguments.length - 1], [...arguments].slice(0, -1)];
(async () => ({function})(...given))().then((value) => answer({{ value }}), (error) => answer({{ error: `${{error}}` }}));"""
KEYS = {" ": " ", "ArrowRight": Keys.ARROW_RIGHT, "ArrowUp": Keys.ARROW_UP, "ArrowDown": Keys.ARROW_DOWN}
KEYS |= {"Enter": Keys.ENTER, "Tab": Keys.TAB}


class WebKit(Window):
    """WebKitGTK's MiniBrowser, driven by Selenium."""

    def __init__(self, driver, frame):
        self._driver, self._frame = driver, frame
        driver.set_script_timeout(2 * PATIENCE)
        self.resize(WIDE)

    @property
    def noted(self):
        return self.run("() => window.noted")

    def open(self, address, size=WIDE):
        self._driver.switch_to.default_content()
        if size is not NARROW:
            self.resize(size)
            self._driver.get("about:blank")
            self._driver.get(address)
            return
        self._frame.write_text(FRAME.format(**size, address=escape(address, quote=True)))
        self._driver.get(self._frame.as_uri())
        self._driver.switch_to.frame(0)

    def resize(self, size):
        self._driver.set_window_size(size["width"], size["height"])

    def reload(self):
        self._driver.refresh()

    def arrive(self, part):
        wait = WebDriverWait(self._driver, PATIENCE, poll_frequency=0.05)
        wait.until(lambda driver: part in driver.current_url)
        wait.until(lambda driver: driver.execute_script("return document.readyState") == "complete")

    def back(self):
        self._driver.back()

    def run(self, function, *arguments):
        answer = self._driver.execute_async_script(RUN.format(function=function), *arguments)
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def press(self, *keys):
        actions = ActionBuilder(self._driver)
        for key in keys:
            actions.key_action.send_keys(KEYS.get(key, key))
        actions.perform()

    def drag(self, begin, *others):
        actions = ActionBuilder(self._driver, duration=0)
        pointer = actions.pointer_action
        pointer.move_to_location(*map(round, begin))
        pointer.pointer_down()
        for place in others:
            pointer.move_to_location(*map(round, place))
        pointer.pointer_up()
        actions.perform()

    def picture(self):
        return Image.open(io.BytesIO(self._driver.get_screenshot_as_png())).convert("RGB")


@contextmanager
def firefox(path, playwright):
    """Firefox without a window."""
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
    try:
        yield Firefox(browser)
    finally:
        browser.close()


@contextmanager
def screen():
    """A screen that nobody sees: its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server, os.fdopen(read) as answer:
        os.close(write)
        try:
            yield f":{answer.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def webkit(path, _playwright):
    """WebKit, on a screen that nobody sees."""
    options = webdriver.WebKitGTKOptions()
    options.add_argument("--automation")
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    with screen() as display, tempfile.TemporaryDirectory() as folder:
        settings = {
            "DISPLAY": display,
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }  # its compositor may crash without a GPU
        service = webdriver.WebKitGTKService(path, env=os.environ | settings)
        driver = webdriver.WebKitGTK(options, service)
        try:
            yield WebKit(driver, Path(folder, "frame.html"))
        finally:
            driver.quit()
