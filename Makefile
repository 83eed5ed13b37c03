# The commands of the book; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= .
SITE := $(OUT)/_build/html
NODE_PACKAGES := book/_ext/node_modules/.installed
LITE := .venv/lite
COLAB := .venv/colab

# One thread: two made small matrix products many times slower on a busy machine.
export OMP_NUM_THREADS := 1

.PHONY: help install browser book test lab colab notebooks serve zip pdf clean
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

$(LITE)/.installed: book/_ext/lite/requirements.txt book/_ext/lite/wheels.txt
	test -x $(LITE)/bin/python || $(PYTHON) -m venv $(LITE)
	rm -rf $(LITE)/wheels
	$(LITE)/bin/python -m pip install --quiet --requirement book/_ext/lite/requirements.txt
	$(LITE)/bin/python -m pip download --quiet --no-deps --only-binary :all: --platform any --implementation py --abi none --python-version 3.12 --dest $(LITE)/wheels --requirement book/_ext/lite/wheels.txt
	$(LITE)/bin/python -m pip install --quiet --no-deps $(LITE)/wheels/anywidget-*.whl
	touch $@

install: .venv/.installed $(NODE_PACKAGES) $(LITE)/.installed  ## set up .venv and the Node packages

browser: install                ## find Chromium for the tests, or install it
	$(BIN)/python tools/browser.py

book: install                   ## build the pages: _build/html/index.html
	$(BIN)/jupyter-book build . -n -W --keep-going --path-output $(OUT)
	$(BIN)/python book/_ext/lite/build.py $(SITE)

test: install browser           ## check everything: code, notebooks, pages
	$(BIN)/python -m pytest

$(COLAB)/.installed: tests/colab.txt
	test -x $(COLAB)/bin/python || $(PYTHON) -m venv $(COLAB)
	$(COLAB)/bin/python -m pip install --quiet --requirement tests/colab.txt
	touch $@

colab: $(COLAB)/.installed      ## run the chapters with Colab's versions
	PYTHONPATH=$(CURDIR) $(COLAB)/bin/python -m pytest -o addopts= --nbval-lax --nbval-current-env --nbval-cell-timeout=300 book

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
