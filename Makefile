# Inzetwijzer: `make run` and `make test` do all that is needed, and are quick the second time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8501
STORE ?= data/inzetwijzer.duckdb

.PHONY: run test test-long bench messages clean

$(VENV)/.ready: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(STORE):
	$(MAKE) $(VENV)/.ready
	$(BIN)/python -m di_data --db $(STORE) demo

run: $(VENV)/.ready $(STORE)
	INZETWIJZER_STORE=$(STORE) $(BIN)/python -m uvicorn di_data.ui.server:app --host $(HOST) --port $(PORT) --ws websockets-sansio --no-server-header --no-access-log

test: $(VENV)/.ready-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -m "not long"

test-long: $(VENV)/.ready-dev
	$(BIN)/python -m pytest

bench: $(VENV)/.ready-dev
	$(BIN)/python -m tests.bench.pages
	$(BIN)/python -m tests.bench.variants
	$(BIN)/python -m tests.bench.loading
	$(BIN)/python -m tests.bench.privacy
	$(BIN)/python -m tests.bench.hiding
	$(BIN)/python -m tests.bench.review
	$(BIN)/python -m tests.bench.paper

messages: $(VENV)/.ready-dev
	$(BIN)/pybabel extract -F babel.cfg --no-location --sort-output --no-wrap --project=Inzetwijzer -k "_ mark ngettext:1,2" -o build/inzetwijzer.pot .
	$(BIN)/pybabel update --ignore-obsolete --no-fuzzy-matching --no-wrap -D inzetwijzer -l nl -i build/inzetwijzer.pot -d di_data/locales

clean:
	rm -rf $(VENV) build
