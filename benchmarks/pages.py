"""What every page weighs, and what Lighthouse (mobile, median) says of it: python benchmarks/pages.py [FOLDER] [RUNS]

FOLDER is the built book, _build/html unless told; any other folder of pages, such as a stock Jupyter Book, is measured the
same way. Lighthouse comes from npm into _build/lighthouse by the first call. It slows the processor four times and the line
to 1.6 Mbit/s in its model, so run it on a machine that does nothing else.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import serve
from browser import FLAGS, find

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = "lighthouse@12.8.2"
FOLDER = ROOT / "_build" / "lighthouse"
NODE = [sys.executable, ROOT / "tools" / "node.py"]
BARS = "bars: text pages 250 kB, chapters 400 kB before data; 30 requests; performance 90, accessibility 100, best practices 95; TBT 100 ms, CLS 0.05"


def install():
    """Return the path of Lighthouse's command, installed from npm when it is not there."""
    command = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        options = ["--no-fund", "--no-audit", "--no-package-lock", "--ignore-scripts"]
        subprocess.run(
            [*NODE, "npm", "install", "--prefix", FOLDER, *options, LIGHTHOUSE], check=True, capture_output=True
        )
    return command


def audit(command, address):
    """Return Lighthouse's report on one page, loaded once with an empty cache on a slow phone."""
    categories = "--only-categories=performance,accessibility,best-practices"
    call = [
        *NODE,
        "node",
        command,
        address,
        "--quiet",
        "--output=json",
        categories,
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
    ]
    done = subprocess.run(call, check=True, capture_output=True, text=True, env={**os.environ, "CHROME_PATH": find()})
    return json.loads(done.stdout)


def figures_of(report):
    """Return the numbers of one report, in the order of the table's columns."""
    sent = report["audits"]["network-requests"]["details"]["items"]
    before_data = [item["transferSize"] for item in sent if "/_static/data/" not in item["url"]]
    scores = [100 * report["categories"][name]["score"] for name in ("performance", "accessibility", "best-practices")]
    times = [report["audits"][name]["numericValue"] for name in ("total-blocking-time", "cumulative-layout-shift")]
    return [sum(before_data) / 1000, sum(item["transferSize"] for item in sent) / 1000, len(sent), *scores, *times]


def main(folder, runs):
    """Print the table, a row a page."""
    command = install()
    httpd = serve.server(folder)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    print("| page | kB before data | kB | requests | performance | accessibility | best practices | TBT, ms | CLS |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for page in sorted([folder / "index.html", *folder.glob("book/[!i]*.html")]):
        address = f"http://127.0.0.1:{httpd.server_port}/{page.relative_to(folder).as_posix()}"
        rows = [figures_of(audit(command, address)) for _ in range(runs)]
        row = [median(column) for column in zip(*rows)]
        print(
            f"| {page.stem} | " + " | ".join(f"{value:.0f}" for value in row[:-1]) + f" | {row[-1]:.3f} |", flush=True
        )
    print(f"\n{BARS}; median of {runs}")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_build" / "html"),
        int(sys.argv[2]) if len(sys.argv) > 2 else 5,
    )
