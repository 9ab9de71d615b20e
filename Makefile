# Two commands do everything: `make demo` and `make test`.
# They need Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint samples benchmark clean

demo: $(VENV)/.installed
	@sh samples/demo.sh $(BIN)/prereview

test: $(VENV)/.installed-dev lint
	$(BIN)/pytest --numprocesses=auto --dist=loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

samples: $(VENV)/.installed-dev
	$(BIN)/python -m samples.build

benchmark: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/reading.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "prereview needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist
