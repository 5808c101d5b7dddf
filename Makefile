# Yifa 依法. `make help` lists what there is.
PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
DATA ?= var
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup run serve test test-fast lint types contracts test-sqlite test-postgres browser bench docs golden lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
LOCK := $(BIN)/pip-compile -q --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

setup: .venv/ready ## build .venv from the lock files, with all that the tests need

# Each file in .venv says that its lock file is installed; a changed lock file is installed anew.
.venv/runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "需要 Python 3.11（make PYTHON=/路径/python3.11 setup）/ Python 3.11 is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "这个 Python 缺少 venv（Debian：apt-get install python3-venv）/ this Python has no venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready: .venv/runtime requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/peers: .venv/ready requirements-bench.lock
	$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@

run: .venv/runtime ## the example county: build its year 2024, write the report, serve the site
	$(BIN)/yifa demo --data $(DATA) --port $(PORT)

serve: .venv/runtime ## serve the county in DATA (default var)
	$(BIN)/yifa serve --data $(DATA) --port $(PORT)

test: lint types contracts test-sqlite test-postgres ## the whole suite, on SQLite and on a real PostgreSQL

test-fast: setup ## without browser and PostgreSQL
	$(BIN)/python -m pytest --ignore=tests/e2e

lint: setup
	$(BIN)/ruff check src tests bench tools

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

test-sqlite: setup
	$(BIN)/python -m pytest

test-postgres: setup
	$(BIN)/python tests/backends/postgres.py $(BIN)/python -m pytest tests/store tests/faults tests/api

browser: setup ## only the browser suite
	$(BIN)/python -m pytest tests/e2e

bench: .venv/peers ## measure speed and memory; writes docs/explanation/performance.md
	$(BIN)/python -m bench

docs: setup ## write the generated reference pages anew
	$(BIN)/python -m tools.reference

golden: setup ## write the golden files anew (look at the difference before you commit it)
	YIFA_GOLDEN=write $(BIN)/python -m pytest tests/golden

lock: setup ## resolve the lock files anew
	$(PIP) pip-tools==7.6.2
	$(LOCK) --extra dev -o requirements-dev.lock pyproject.toml
	$(LOCK) --extra build --constraint requirements-dev.lock -o requirements.lock pyproject.toml
	$(LOCK) --extra bench --constraint requirements-dev.lock -o requirements-bench.lock pyproject.toml

clean: ## remove the environment and caches; the county's data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
