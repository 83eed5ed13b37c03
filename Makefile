# The commands of the book; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= .
SITE := $(OUT)/_build/html
NODE_PACKAGES := book/_ext/node_modules/.installed

# One thread: two made small matrix products many times slower on a busy machine.
export OMP_NUM_THREADS := 1

.PHONY: help install browser book test lab notebooks serve zip pdf clean
.DEFAULT_GOAL := help

help:           ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt --editable .
	touch $@

$(NODE_PACKAGES): book/_ext/package.json .venv/.installed
	$(BIN)/python tools/node.py npm install --prefix book/_ext --no-package-lock --ignore-scripts --no-fund --no-audit
	touch $@

install: .venv/.installed $(NODE_PACKAGES)  ## set up .venv and the Node packages

browser: install                ## find Chromium for the tests, or install it
	$(BIN)/python tools/browser.py

book: install                   ## build the pages: _build/html/index.html
	$(BIN)/jupyter-book build . -n -W --keep-going --path-output $(OUT)

test: install browser           ## check everything: code, notebooks, pages
	$(BIN)/python -m pytest

notebooks: install              ## execute the chapters and tidy their outputs
	$(BIN)/python tools/run_notebooks.py

lab: install                    ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=book

serve: book                     ## build the pages and serve them on this machine
	$(BIN)/python tools/serve.py $(SITE)

zip: book                       ## pack the pages for reading offline: _build/neural-networks-live.zip
	$(BIN)/python tools/offline.py $(SITE) $(OUT)/_build/neural-networks-live.zip

pdf: book browser               ## print the whole book: _build/neural-networks-live.pdf
	$(BIN)/python tools/pdf.py $(SITE) $(OUT)/_build/neural-networks-live.pdf

clean:                          ## remove what was built, keep what was installed
	rm -rf _build
