# The verbs of the project; `make` alone lists them. The environment is made in .venv the first time a verb needs it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

HOME_DIR ?= .data
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
PORT ?= 3000
WEB_PORT ?= 8000

# Nothing calls out: telemetry of every tool that has any is off.
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
# Paths are from here, wherever a tool is started; they may hold spaces.
absolute = $(shell case "$(1)" in (/*) echo "$(1)";; (*) echo "$(CURDIR)/$(1)";; esac)
export TILLSYNSRADAR_HOME := $(call absolute,$(HOME_DIR))
ifdef TILLSYNSRADAR_DELIVERIES
export TILLSYNSRADAR_DELIVERIES := $(call absolute,$(TILLSYNSRADAR_DELIVERIES))
endif
ifdef TILLSYNSRADAR_KEY_FILE
export TILLSYNSRADAR_KEY_FILE := $(call absolute,$(TILLSYNSRADAR_KEY_FILE))
endif

.PHONY: help demo web test lint check bench dagster docs lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## from nothing to a ranked list: synthetic deliveries, one run, the top of each list
	@$(BIN)/tillsynsradar demo

web: $(READY) ## the inspectors' page in a browser, on a made-up register: http://127.0.0.1:8000 (WEB_PORT=… for another)
	@$(BIN)/tillsynsradar serve --demo --port $(WEB_PORT)

test: $(READY) ## the whole test suite, in a process for each core (at most four)
	@$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder --quiet

lint: $(READY) ## style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## everything that has to hold before a change goes in

bench: $(READY) ## benchmarks: printed as tables, written to benchmarks/results/
	@$(BIN)/python -m benchmarks

dagster: $(READY) ## the pipeline in a browser, http://127.0.0.1:3000 (PORT=… for another); state stays under HOME_DIR
	@mkdir -p "$$TILLSYNSRADAR_HOME/dagster"
	@cp dagster.yaml "$$TILLSYNSRADAR_HOME/dagster/dagster.yaml"
	@cd "$$TILLSYNSRADAR_HOME/dagster" && DAGSTER_HOME="$$TILLSYNSRADAR_HOME/dagster" \
	  PYTHONWARNINGS='ignore:Function `dev_command`' \
	  "$(CURDIR)/$(BIN)/dagster" dev -m pipelines.definitions -h 127.0.0.1 -p $(PORT)

docs: $(READY) ## write docs/reference/ anew from contracts, sources, catalogue, commands and settings
	@$(BIN)/tillsynsradar docs

lock: $(READY) ## write requirements.lock anew from pyproject.toml (needs a package index; uv is part of the environment)
	@echo "resolving pyproject.toml …"
	@$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.11 --universal --upgrade --generate-hashes \
	  --no-header --no-annotate --no-strip-extras --no-emit-index-url --no-emit-find-links --quiet --output-file $(VENV)/lock
	@{ echo '# Exact versions with digests for Python 3.11-3.13, runtime and development. Written by `make lock`; never by hand.'; \
	  cat $(VENV)/lock; } > requirements.lock
	@echo "requirements.lock: $$(grep -c '==' requirements.lock) packages"

clean: ## remove the environment, caches and build products (never HOME_DIR, where the data is)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -not -path './$(HOME_DIR)/*' -prune -exec rm -rf {} +

# The first of these that is Python 3.11 to 3.13; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for candidate in python3.11 python3.12 python3.13 python3; do \
  $$candidate -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
  && echo $$candidate && break; done)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv is needed (on Debian: apt install python3 python3-venv)" >&2; exit 1; }
	@echo "environment: $$($(PYTHON) --version) in $(VENV), $$(grep -c '==' requirements.lock) packages by digest; a minute or two the first time …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m indicators
	@touch $@
	@echo "environment: ready"
