"""How soon a chapter's first figure can be used, and a moved control is on the screen: python benchmarks/latency.py [FOLDER]

FOLDER is the built book, _build/html unless told. Of every figure up to three sliders, handles and drawing pads are moved 12
times in Chromium, and another of its choices is chosen 12 times, at this machine's speed and then with the processor slowed 4
times. A time runs from the event to the end of the frame that shows the change, without the idle wait for that frame to begin.
Every page is visited three times, anew; the time of each move is the median of the three. The first row is a page with nothing
on it but a slider, two radio buttons and a circle that follows them: what this machine and browser take for any change at all.
Run it on a machine that does nothing else; it takes some 25 minutes.
"""

import json
import statistics
import sys
import threading
import urllib.parse
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import serve
from browser import FLAGS, find

ROOT = Path(__file__).parents[1]
KINDS = {  # of controls, and how many of a figure's are operated
    "moved": ('input[type="range"], [role="slider"], [role="application"]', 3),
    "chosen": ('input[type="radio"]:checked, select', 1),
}
VISITS = 3
MOVES = 12
GAP = 100  # ms between two moves
TRACED = ["devtools.timeline", "cc", "toplevel"]
BARS = {1: 16, 4: 50}  # ms at the 95th percentile, by how many times the processor is slowed
BARE = """<!doctype html><title>bare</title><div data-figure="bare page" data-live>
  <svg width="640" height="300"><circle id="point" cx="50" cy="50" r="9" /><text id="number" x="20" y="200">0</text></svg>
  <input type="range"><input type="radio" name="side" checked><input type="radio" name="side">
</div><script>
  let n = 0;
  addEventListener("input", () => requestAnimationFrame(() => {
    point.setAttribute("cx", 50 + 200 * (++n % 2));
    number.textContent = n;
  }));
</script>"""
# The first figure is where the reader looks as soon as the page's text is there.
FIRST = """
  document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-figure]")?.scrollIntoView());
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-figure][data-live]")) return;
    observer.disconnect();
    window.nnFirst = performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-live"] });
"""


def first_figure(browser, address):
    """Return the ms from the call of a page, with an empty cache, to its first figure being live."""
    page = browser.new_page(viewport={"width": 1200, "height": 900}, bypass_csp=True)
    page.add_init_script(FIRST)
    page.goto(address)
    page.wait_for_function("window.nnFirst")
    first = page.evaluate("window.nnFirst")
    page.close()
    return first


def percentile(times, share):
    """Return the smallest of the times that at least `share` of them do not exceed."""
    times = sorted(times)
    return times[min(len(times) - 1, int(share * len(times)))]


def end(event):
    """Return when a traced event was over, in microseconds."""
    return event["ts"] + event.get("dur", 0)


def latencies(trace):
    """Return, in ms, the time of each key press or pointer move in a trace and of the first frame that was drawn after it."""
    events = [event for event in json.loads(trace)["traceEvents"] if event.get("ph") == "X"]
    inputs = [
        event
        for event in events
        if event["name"] == "EventDispatch" and event["args"]["data"]["type"] in ("keydown", "pointermove")
    ]
    times = []
    for event in inputs:
        here = [other for other in events if (other["pid"], other["tid"]) == (event["pid"], event["tid"])]
        handled = max(end(other) for other in here if other["ts"] <= event["ts"] and end(event) <= end(other))
        frames = [other for other in here if other["name"] == "ProxyMain::BeginMainFrame" and end(other) > end(event)]
        if not frames:
            continue
        frame = min(frames, key=end)
        inside = frame["ts"] < event["ts"]  # pointer moves are handled as their frame begins
        times.append((end(frame) - event["ts"] if inside else handled - event["ts"] + frame["dur"]) / 1000)
    return times


def move(page, control):
    """Move one control to and fro with the keys, or draw on a pad with the mouse; return the times in ms."""
    control.scroll_into_view_if_needed()
    page.context.browser.start_tracing(page=page, categories=TRACED)
    if control.get_attribute("role") == "application":
        draw(page, control)
    else:
        control.focus()
        page.wait_for_timeout(GAP)  # the ring about it is drawn before the first key, as for a reader who comes by Tab
        for i in range(MOVES):
            page.keyboard.press("ArrowLeft" if i % 4 < 2 else "ArrowRight")
            page.wait_for_timeout(GAP)
    return latencies(page.context.browser.stop_tracing())


def draw(page, pad):
    """Draw a zigzag on a pad."""
    box = pad.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2)
    page.mouse.down()
    for i in range(MOVES):
        page.mouse.move(
            box["x"] + box["width"] * (0.2 + 0.6 * (i % 5) / 4), box["y"] + box["height"] * (0.2 + 0.6 * i / MOVES)
        )
        page.wait_for_timeout(GAP)
    page.mouse.up()


def of_page(browser, address):
    """Yield (figure, {(kind of control, how many times slowed): times}) for every figure of one page, medians of its visits."""
    visits = zip(*(of_visit(browser, address) for _ in range(VISITS)), strict=True)
    for (name, first), *others in visits:
        columns = {
            column: zip(first[column], *(times[column] for _, times in others), strict=False) for column in first
        }
        yield name, {column: [statistics.median(move) for move in moves] for column, moves in columns.items()}


def of_visit(browser, address):
    """Yield (figure, {(kind of control, how many times slowed): times}) for every figure of one page."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(address)
    session = page.context.new_cdp_session(page)
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        figure.and_(page.locator("[data-live]")).wait_for()
        page.wait_for_timeout(1000)
        times = {}
        for slowed in BARS:
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
            for kind, (selector, most) in KINDS.items():
                controls = [
                    control
                    for control in figure.locator(selector).all()
                    if control.is_visible() and control.is_enabled()
                ]
                times[kind, slowed] = [time for control in controls[:most] for time in move(page, control)]
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        if any(times.values()):
            yield figure.get_attribute("data-figure"), times
    page.close()


def row(chapter, name, columns):
    """Return a row of the table, with no number where there is no such control."""
    return (
        f"| {chapter} | {name} | "
        + " | ".join(f"{percentile(times, 0.95):.1f}" if times else "" for times in columns)
        + " |"
    )


def main(folder):
    """Print the first figures' times, then the table, a row a figure."""
    httpd = serve.server(folder)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    pages = sorted(path.name for path in (folder / "book").glob("0*.html"))
    addresses = {name[:2]: f"http://127.0.0.1:{httpd.server_port}/book/{name}" for name in pages}
    columns = [(kind, slowed) for kind in KINDS for slowed in BARS]
    everything = {column: [] for column in columns}
    bare = "data:text/html," + urllib.parse.quote(BARE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for chapter, address in addresses.items():
            first = sorted(first_figure(browser, address) for _ in range(5))
            print(
                f"chapter {chapter}: first figure after {first[2]:.0f} ms, the median of five from {first[0]:.0f} to {first[-1]:.0f}",
                flush=True,
            )
        print(
            "\n95th percentiles, ms\n\n| chapter | figure | moved | slowed 4 times | chosen | slowed 4 times |\n| --- | --- | ---: | ---: | ---: | ---: |"
        )
        for _, times in of_page(browser, bare):
            print(row("", "bare page", [times[column] for column in columns]), flush=True)
        for chapter, address in addresses.items():
            for name, times in of_page(browser, address):
                print(row(chapter, name, [times[column] for column in columns]), flush=True)
                everything = {column: everything[column] + times[column] for column in columns}
        browser.close()
    print(row("", "all", everything.values()))
    either = [percentile([time for kind in KINDS for time in everything[kind, slowed]], 0.95) for slowed in BARS]
    print(f"\nany control, moved or chosen: {either[0]:.1f} ms, {either[1]:.1f} ms slowed")
    print(f"bars: the first figure 1,000 ms; {BARS[1]} and {BARS[4]} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html")
