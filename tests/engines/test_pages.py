"""Every page in every engine, opened twice: wide from a server and read upwards, narrow from a disk and read downwards."""

from types import SimpleNamespace

import pytest

from tests.engines.drivers import ALIVE
from tests.pages import NARROW, PAGES

pytestmark = pytest.mark.slow

DEAD = """() => [...document.querySelectorAll("[data-figure]")]
  .filter((figure) => !figure.matches("[data-live]:not([data-error])") || !figure.querySelector("svg, canvas, input, button"))
  .map((figure) => figure.dataset.figure)"""
CUT_OFF = """() => [...document.querySelectorAll(".katex-display")].filter((formula) => {
  const { left, right } = formula.getBoundingClientRect();
  const pieces = [...formula.querySelectorAll(".base")].map((piece) => piece.getBoundingClientRect());
  return pieces.some((piece) => piece.left < left || right < piece.right);
}).map((formula) => formula.querySelector("annotation").textContent)"""
UPWARDS = f"""async () => {{
  const near = {ALIVE};
  const frame = () => new Promise(requestAnimationFrame);
  const settled = async () => {{
    const end = performance.now() + 60_000;
    while (![...document.querySelectorAll("[data-figure]")].every(near) && performance.now() < end) await frame();
    for (let i = 0; i < 2; i++) await frame();
  }};
  const words = [...document.querySelectorAll("article :is(p, h1, h2, h3, li)")].filter((el) => !el.closest("[data-figure]"));
  const top = (el) => el.getBoundingClientRect().top;
  scrollTo(0, document.documentElement.scrollHeight);
  await settled();
  const jumps = [];
  while (scrollY > 0) {{
    const seen = words.find((el) => top(el) > 60 && top(el) < 0.3 * innerHeight) ?? words.find((el) => top(el) > 0);
    const before = top(seen);
    const step = Math.min(0.7 * innerHeight, scrollY);
    scrollBy(0, -step);
    await settled();
    if (Math.abs(top(seen) - before - step) > 3) jumps.push([seen.textContent.slice(0, 40), Math.round(top(seen) - before - step)]);
  }}
  return jumps;
}}"""


@pytest.fixture(scope="module", params=PAGES)
def seen(request, engine, site, file_url):
    """What was seen of one page."""
    seen = SimpleNamespace(path=request.param)
    engine.open(f"{site}{seen.path}.html")
    engine.laid_out()
    seen.jumps = engine.run(UPWARDS)
    seen.dead = {"wide": engine.run(DEAD)}
    seen.noted = {"server": engine.noted}
    engine.open(file_url(f"{seen.path}.html"), NARROW)
    engine.laid_out()
    engine.alive()
    seen.dead["narrow"] = engine.run(DEAD)
    seen.too_wide = engine.run("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    seen.cut_off = engine.run(CUT_OFF)
    seen.noted["disk"] = engine.noted
    return seen


def test_it_opens_quietly_from_a_server_and_from_a_disk(seen):
    assert not any(seen.noted.values()), seen.noted


def test_every_figure_lives_wide_and_narrow(seen):
    assert not any(seen.dead.values()), seen.dead


def test_it_fits_a_frame_of_320_pixels(seen):
    assert seen.too_wide == 0


def test_no_display_formula_is_cut_off_there(seen):
    assert seen.cut_off == []


def test_nothing_in_sight_jumps_while_one_reads_upwards(seen):
    assert seen.jumps == []
