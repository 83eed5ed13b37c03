# Short names for the commands of noxfile.py. Without make: nox -s COMMAND.
PYTHON ?= python3
export PYTHON
export OMP_NUM_THREADS := 1

NOX := .venv/bin/nox
COMMANDS := install browser figures book watch serve lab notebooks quick check test fuzz pyodide mutate soak colab \
  format zip pdf pictures links clean

.PHONY: help $(COMMANDS)
.DEFAULT_GOAL := help

help:           ## list the commands
	@awk -F '"' '/^@nox.session/ { command = $$2; next } \
	  /^def / { if (command == "") { split($$0, word, /[ (]/); command = word[2] } } \
	  /^    """[a-z]/ && command { printf "make %-10s %s\n", command, $$4; command = "" }' noxfile.py

$(COMMANDS): $(NOX)
	@$(NOX) --session $@

$(NOX): requirements-dev.txt
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet nox --constraint requirements-dev.txt
	touch $@
