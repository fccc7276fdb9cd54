# Two commands do everything: make run, make test. `make help` lists the rest.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
NATIVE = $(wildcard filter/src/mamori_filter/native/*)

.PHONY: help run test setup check bench lock fast clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run  ## serve on http://127.0.0.1:8000; everything it needs is set up first
	@$(BIN)/mamori run --demo

test: setup system check  ## all checks and all tests
	$(BIN)/pytest -n 2 --dist loadfile

fast: setup  ## the tests of rules, queries and actions: no browser, no page, no process or engine of its own
	$(BIN)/pytest -m 'not journey and not whole' -n 2 --dist worksteal

check: setup  ## style, types, templates and layers
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports > $(VENV)/.layers || { cat $(VENV)/.layers; exit 1; }
	@$(BIN)/djlint --lint --quiet src
	@echo ok

bench: setup  ## what is promised in figures, beside the bare libraries
	$(BIN)/python -m benchmarks.run

setup: $(VENV)/.dev  ## a virtual environment with everything in it

.PHONY: system
system: setup
	@$(BIN)/python tests/system_packages.py

$(VENV)/bin/python:
	@sh tests/make_venv.sh $(PYTHON) $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt filter/pyproject.toml filter/setup.py $(NATIVE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable filter
	@touch $@

.PHONY: picture
picture: setup system  ## take the README's picture again
	MAMORI_PICTURE=1 $(BIN)/pytest tests/journeys/test_outline.py -k picture

lock:  ## compile the requirements again, with hashes and without any host's name
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -c requirements.txt -o requirements-dev.txt

clean:  ## remove the environment; data stays
	rm -rf $(VENV)
