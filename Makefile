# What a person types. `make` alone lists it. Nothing here needs more than Python and a shell.

PYTHON ?= python3
VENV := .venv
FLASK := $(VENV)/bin/flask --app wsgi
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
KEYWORDS := -k _l -k _lp:1c,2 -k _n:1,2 -k _p:1c,2

# For every system and Python from 3.11 on; a version stays until its pin changes or UPGRADE=1.
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --annotation-style line \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

COVERAGE := .coverage.json
# One process more than cores: now and then one waits for a browser, a server or a lock.
PYTEST = $(VENV)/bin/pytest -n $$(( $$($(PYTHON) -c 'import os; print(os.cpu_count() or 1)') + 1 )) \
	--dist worksteal

# The processes that tests start read what was compiled once instead of compiling it again.
unexport PYTHONDONTWRITEBYTECODE

# A test that failed beside others on a busy machine has to pass alone; what fails twice, fails.
AGAIN := $(VENV)/bin/pytest --last-failed --last-failed-no-failures none

.DEFAULT_GOAL := help
.PHONY: help run test test-random test-long test-fast cover coverage style lint format translations lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

run: $(VENV)/installed ## serve the forum on http://127.0.0.1:8000, with sample data on the first start
	$(FLASK) db upgrade
	$(FLASK) serve

test: lint ## everything: style, all tests on SQLite and PostgreSQL, browser tests where Chromium is
	$(PYTEST) || $(AGAIN)

# What failed by its neighbours is named in the first run's summary, whose order SEED repeats.
test-random: lint ## the same in random order; prints the seed, and SEED=… repeats that order
	@seed=$${SEED:-$$(date +%s)}; \
	echo "Random order. The same again: make test-random SEED=$$seed"; \
	$(PYTEST) -p randomly --randomly-seed=$$seed || $(AGAIN)

test-long: $(VENV)/installed-for-tests ## what `make test` leaves out or does in part; THIRD=1, 2 or 3 for a part of it
	$(PYTEST) --rest $(if $(THIRD),--third $(THIRD)) || $(AGAIN) --rest

test-fast: style ## on SQLite, without the browser and the slow tests
	$(VENV)/bin/pytest -n auto --dist worksteal --engine sqlite -m "not slow and not browser"

cover: $(VENV)/installed-for-tests ## choose anew which tests ask PostgreSQL all that SQLite is asked
	$(PYTEST) --engine sqlite --cover

coverage: $(VENV)/installed-for-tests ## which lines and branches `make test` runs, for each room
	$(PYTEST) --cov --cov-report= --cov-report=json:$(COVERAGE) || $(AGAIN) --no-cov
	$(VENV)/bin/python -m tests.harness.coverage_by_room $(COVERAGE)

style: $(VENV)/installed-for-tests ## ruff's checks and its format
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

lint: style ## the same, and the types
	$(VENV)/bin/mypy

format: $(VENV)/installed-for-tests ## let ruff put the code in order
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

translations: $(VENV)/installed-for-tests ## bring new sentences from the code into the German catalogue
	$(VENV)/bin/pybabel -q extract -F pyproject.toml $(KEYWORDS) --no-location --sort-output -o messages.pot .
	$(VENV)/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i messages.pot -d forum/translations -l de

lock: $(VENV)/installed-for-tests ## after a change of requirements*.txt: renew the hashed lists that are installed
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove what these commands made, but not the forum's data in instance/
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage* messages.pot
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Wartemarke needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
		echo "Name another one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "This Python cannot make virtual environments. On Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/installed-for-tests: requirements.lock requirements-dev.lock | $(VENV)/bin/python
	$(INSTALL) -r requirements-dev.lock
	@touch $@ $(VENV)/installed
