"""The book speaks as one friend tells it to another: no phrase that nobody would say, one name for one thing.

Each rule is a pattern, what to write instead, and a phrase of the kind that it finds.
"""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "nnlib" / "figures"


class Rule(NamedTuple):
    """What is not written, what is written instead, and an example of what is not."""

    pattern: str
    instead: str
    example: str


RULES = [
    # What no native speaker says
    Rule(r"\bshall\b", "it should, it has to", "an activation shall lie between 0 and 1"),
    Rule(
        r"\bhow (many|much) \w+ (has|have) (?!been|you|we|they)",
        "how many ... does it have",
        "How many parameters has a network?",
    ),
    Rule(r"\brightly\b", "correctly", "reads 60 of 80 digits rightly"),
    Rule(
        r"\b(steps|batches|rows|terms|numbers|images|weights|bars) an? (epoch|example|layer|neuron|batch|row)\b",
        "in an epoch, for each example",
        "600 steps an epoch",
    ),
    Rule(r"\bnow exactly\b", "nothing: say it exactly", "Now exactly."),
    Rule(r"\bwhoever is\b", "who it is, or the noun", "Whoever is alone is obeyed."),
    Rule(r"\bin earnest\b", "for real, or nothing", "Now train it in earnest."),
    Rule(r"\bguessing brings\b", "no better than guessing", "10 %, which is what guessing brings"),
    Rule(r"\bswapped matrix\b|\bmatrix swapped\b", "the transposed matrix", "the swapped matrix"),
    Rule(r"\bfactor (?!1\b)\d", "a factor of 2", "a factor 2 is missing"),
    Rule(r"\bwanted are\b", "the wanted values are", "Wanted are 1 and 0."),
    Rule(
        r"\b(enough|meant|easy|hard) to be (read|seen|done|kept|moved)\b",
        "enough to read",
        "small enough to be read in an evening",
    ),
    Rule(
        r"\b(is|are|was) no (place|average|array|exercise|column|power|resemblance|result)\b",
        "is not a ...",
        "It is no place that we would have designed.",
    ),
    Rule(r"\ban? (?!few|little|bit|lot)\w+ more\b", "one more ...", "With several neurons there is an index more."),
    Rule(r"(^|\d) ?it is\.", "the answer is ...", "0.5 it is."),
    Rule(r"\bderivatives? by\b", "the derivative with respect to", "the derivative by one weight"),
    Rule(r"\b(take|takes|took|taken) (\w+ ){0,2}off\b", "subtract", "the bias is taken off"),
    Rule(r"\b(lead|leads) to\?", "where does it lead?", "Where does it lead to?"),
    Rule(r"\bidea of how\b", "no idea how", "it has no idea of how to draw one"),
    Rule(r"\b(one|on) the other way round\b|\band the reverse\b", "and the other way round", "and the reverse"),
    Rule(r"\b(in|of) turns? with (others|each)\b", "taking turns", "trains in turns with others"),
    Rule(r"\bas the system\b", "like the system", "colours as the system"),
    Rule(
        r"\b(there|here) stands?\b|\bstands at this\b|\bnothing stands (at|in)\b",
        "there is",
        "Nothing stands at this address.",
    ),
    # A sentence that only announces the next
    Rule(r"\bnow to the\b|\bas follows\b", "the thing itself", "Now to the formulas themselves."),
    # One name for one thing: active, ink; layers by number
    Rule(
        r"\bbright(er|est|ness)?\b|\bdim(mer|mest)?\b|\bglow(s|ing)?\b",
        "active, ink: where it is light active is dark",
        "the brightest neuron",
    ),
    Rule(
        r"\b(black|white|dark)(est|er)? (in every|pixels?|images?|neurons?|squares?)\b|\balways[- ]black\b",
        "empty, full, inactive",
        "pixels that are black in every image",
    ),
    Rule(
        r"\blit\b|\blights? (up|the|one|an?)\b|\blighting up\b",
        "active; of what is picked out: marked",
        "the neuron lights up",
    ),
    Rule(r"\b(a?wake|awaken|asleep)s?\b", "active, inactive", "the neuron is wide awake"),
    Rule(
        r"\b(second|third|fourth|penultimate|first hidden|second hidden) layer\b",
        "layer 1, layer 2",
        "the second layer",
    ),
    # Nobody else has seen them
    Rule(r"\bthe notes\b", "nothing: they are spoken of on Corrections", "as the notes say"),
]
THE_NOTES, BY_NUMBER = RULES[-1].pattern, RULES[-2].pattern
SPARED = {"book/corrections.md": (THE_NOTES, BY_NUMBER), "index.md": (THE_NOTES,)}  # what the notes said; once
NAMES = {"lit", "brightest"}  # of a state and of an exercise, which addresses and browsers keep


def speech(text):
    """Text without code, addresses and formulas."""
    text = re.sub(
        r"```(python|sh|js)\n.*?```|(?<!`)`[^`\n]+`(?!`)|\$\{[^}]*\}|\bnn-[\w-]+|\w+\[\w+\]", " ", text, flags=re.S
    )
    return " ".join(re.sub(r"(?<=\])\([^)\s]+\)|https?://\S+|\$+[^$]*\$+", " ", text).split())


def of_documents():
    """(place, words) of every page, every cell of a chapter, and what stands beside them."""
    for file in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "index.md",
        *sorted((ROOT / "book").glob("*.md")),
    ]:
        yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "book").glob("*.ipynb")):
        for i, cell in enumerate(nbformat.read(file, 4).cells):
            comments = "\n".join(re.findall(r"#.*", cell.source))
            yield f"{file.name}, cell {i}", cell.source if cell.cell_type == "markdown" else comments
            yield f"{file.name}, cell {i}, alt", cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            for output in cell.get("outputs", []):
                yield f"{file.name}, cell {i}, printed", output.get("text", "")


def of_python(file):
    """(place, words) of the strings of a module that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and {id(node), node.value}.isdisjoint(said | NAMES)
        ):
            yield f"{file.relative_to(ROOT).as_posix()}:{node.lineno}", node.value


STRING = re.compile(r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`""", re.S)


def of_javascript(file):
    """(place, words) of the strings of a module."""
    source = file.read_text(encoding="utf-8")
    for match in STRING.finditer(source):
        words = match[1] or match[2] or ""
        if words not in NAMES:
            yield f"{file.relative_to(ROOT).as_posix()}:{source.count(chr(10), 0, match.start()) + 1}", words


def all_words():
    """(place, words) of all that a reader reads."""
    yield from of_documents()
    pages = ROOT / "book" / "_ext" / "livebook"
    for file in [*sorted(FIGURES.rglob("*.py")), ROOT / "nnlib" / "exercises.py", *sorted(pages.glob("*.py"))]:
        yield from of_python(file)
    for file in [
        *sorted(FIGURES.glob("*/*.js")),
        *sorted((pages / "pages").glob("*.js")),
        pages.parent / "lite/run.js",
    ]:
        if file.parent.name != "built":
            yield from of_javascript(file)
    markup = [*sorted((pages / "templates").glob("*.html")), pages.parent / "lite/run.html"]
    for file in [*markup, pages / "pages" / "kept.json", ROOT / "_config.yml"]:
        yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def words():
    return [(place, speech(text)) for place, text in all_words()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_nobody_would_say_it(rule, words):
    found = [
        f"{place}: ...{text[max(0, match.start() - 60) : match.end() + 40]}..."
        for place, text in words
        if rule.pattern not in SPARED.get(place, ())
        for match in re.finditer(rule.pattern, text, re.IGNORECASE)
    ]
    assert not found, f"write {rule.instead}:\n" + "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_a_rule_finds_its_kind(rule):
    assert re.search(rule.pattern, rule.example, re.IGNORECASE)
