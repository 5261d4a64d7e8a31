# make demo    the graph of the three seed documents
# make test    lint, types, import contracts, the suite
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := $(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --build-deps-for editable \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate

.PHONY: demo test test-all bench lint tools lock wheel clean

demo: .venv/run
	$(BIN)/kg build seeds/ --out out/
	@echo "Open out/graph.html in a browser; the same graph as Turtle is out/graph.ttl."

test: .venv/dev tools lint
	$(BIN)/python -m pytest -m "not slow"

test-all: .venv/dev tools lint
	$(BIN)/python -m pytest

# Ratios of the store to what it stands on, in about half an hour; `make bench BENCH=replacing` runs one part.
bench: .venv/dev
	nice -n 5 $(BIN)/python -m benchmarks $(BENCH)

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser and the second RDF reader that the tests use, from Debian.
tools:
	@sh tests/tools.sh

.venv/python:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python requirements.txt pyproject.toml
	$(PIP) install -q --require-hashes -r requirements.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/python requirements-dev.txt pyproject.toml
	$(PIP) install -q --require-hashes -r requirements-dev.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@ .venv/run

# Pins every dependency with its hashes; run it after changing pyproject.toml.
lock: .venv/dev
	$(PIP) install -q "pip-tools>=7.5"
	$(LOCK) -o requirements.txt pyproject.toml
	$(LOCK) --extra dev -o requirements-dev.txt pyproject.toml

wheel: .venv/dev
	$(PIP) wheel -q --no-deps --no-build-isolation -w dist .

clean:
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
