"""What the README says is so."""

import json
import re
from pathlib import Path
from statistics import mean, stdev

import pytest
import readme_pictures
import yaml

from nnlib.figures.kit import figure_class

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", README)  # (words, path)
RESULTS = json.loads((ROOT / "nnlib/data/results.json").read_text())


def measured(row):
    """The number in the row of a table that begins with these words."""
    return re.search(rf"\| {re.escape(row)}[^|]*\| ([\d.]+)", README)[1]


def test_the_accuracies_are_those_of_the_last_training():
    seeds = RESULTS["test_accuracy"]
    assert len(seeds) == 5
    assert measured("test images read correctly") == f"{100 * mean(seeds):.2f}"
    assert measured("spread") == f"{100 * stdev(seeds):.2f}"
    assert measured("the network that comes with") == f"{100 * RESULTS['shipped_test_accuracy']:.2f}"


@pytest.mark.slow
def test_the_example_runs(capsys):
    exec(re.search(r"```python\n(.*?)```", README, re.S)[1], {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert float(lines[-1].split("%")[0]) > 85


def test_the_commands_exist():
    noxfile, makefile = ((ROOT / name).read_text(encoding="utf-8") for name in ("noxfile.py", "Makefile"))
    named = re.findall(r'@nox\.session\(name="(\w+)"', noxfile)
    commands = {*named, *re.findall(r"@nox\.session\ndef (\w+)", noxfile)}
    short = set(re.search(r"COMMANDS := (.*?)\n\n", makefile, re.DOTALL)[1].replace("\\", "").split())
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        assert set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", text)) <= (short & commands) | {"help"}, document
        assert set(re.findall(r"nox -s ([a-z]+)", text)) <= commands, document


def test_links_to_files_lead_somewhere():
    for document in ("README.md", "CONTRIBUTING.md"):
        for path in re.findall(r"\]\((?!http)([^)#]+)", (ROOT / document).read_text(encoding="utf-8")):
            assert (ROOT / path).exists(), f"{document}: {path}"


def test_its_pictures_are_those_that_the_tool_takes():
    made = [readme_pictures.FOLDER / f"{name}.png" for name in readme_pictures.PICTURES]
    assert [ROOT / path for _, path in PICTURES] == made
    assert sorted(readme_pictures.FOLDER.iterdir()) == sorted(made)
    assert README.index(PICTURES[-1][1]) < README.index("\n## ")


def test_its_pictures_are_small_and_said_in_words():
    for words, path in PICTURES:
        content = (ROOT / path).read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and 5_000 < len(content) < 100_000, path
        assert 10 <= len(words.split()) <= 40, path


def test_each_chapter_has_a_picture_of_a_figure_that_is_on_it():
    _front, *shown = readme_pictures.PICTURES.values()
    chapters = sorted((ROOT / "book").glob("0*.ipynb"))
    assert [ROOT / f"{page}.ipynb" for page, _ in shown] == chapters
    for (_, name), (words, _), chapter in zip(shown, PICTURES[1:], chapters, strict=True):
        assert f'data-figure=\\"{name}\\"' in chapter.read_text(encoding="utf-8")
        assert words.startswith(f"{figure_class(name).title}: ")


def test_the_tool_takes_the_same_picture_wherever_the_figure_stands(browser, file_url, monkeypatch):
    address = file_url("book/01_what_is_a_neural_network.html")
    first = readme_pictures.taken(browser, address, "neuron")
    monkeypatch.setitem(readme_pictures.WINDOW, "width", readme_pictures.WINDOW["width"] + 1)  # half a pixel further on
    again = readme_pictures.taken(browser, address, "neuron")
    assert first == again and first.width > 600 and len(first.getcolors(1 << 20)) > 20


def test_the_book_is_linked_once_it_has_an_address():
    address = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"]
    way_in = f"]({address})" if address else "run `make book` in this folder and open `_build/html/index.html`"
    assert way_in in README[: README.index("\n## ")]


def test_the_four_videos_are_thanked():
    assert all(video in README for video in ("aircAruvnKk", "IHZwWFHWa-w", "Ilg3gGewQ5U", "tIeHLnjs5U8"))
