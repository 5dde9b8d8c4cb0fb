# One word each. `make demo` and `make test` set themselves up on a fresh machine (Python 3.11+, make, git).
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
CORPUS ?= $(NEWSTAPE_CORPUS)
# What is imported is compiled once and kept; else each of the many processes would compile its libraries anew, 7 s each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint types wheel score train evaluate-sentiment bench dictionary clean

help: ## list the words
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "newstape needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv .venv

$(RUN_READY): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --editable .
	@touch $@

$(DEV_READY): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --editable '.[dev]'
	@touch $(RUN_READY) $@

demo: $(RUN_READY) ## run the whole pipeline on the simulated sample
	$(BIN)/newstape demo

test: $(DEV_READY) ## run the test suite, in two processes
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(DEV_READY) ## check style, layers and SQL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar warehouse/sql

types: $(DEV_READY) ## check types
	$(BIN)/mypy

wheel: $(DEV_READY) ## build the wheel and run what it holds from another folder
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target dist/installed dist/newstape-*.whl
	cd / && PYTHONPATH=$(CURDIR)/dist/installed $(CURDIR)/$(BIN)/python -P -m flows.cli doctor --offline

score: $(RUN_READY) ## score the reading of figures against an annotated set (CORPUS=folder with gold/)
	@test -n "$(CORPUS)" || { echo "set CORPUS (or NEWSTAPE_CORPUS) to the folder that holds gold/gold.jsonl"; exit 2; }
	$(BIN)/newstape read $(CORPUS)/gold/articles/*.txt --jsonl > .venv/predictions.jsonl
	$(BIN)/newstape score $(CORPUS)/gold/gold.jsonl .venv/predictions.jsonl --errors

train: $(RUN_READY) ## train the sentiment model (CORPUS=folder with datasets/, WORK=folder to write to)
	@test -n "$(CORPUS)" -a -n "$(WORK)" || { echo "set CORPUS to the folder that holds datasets/, and WORK to a folder to write to"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	OMP_NUM_THREADS=1 $(BIN)/python -m nlp.sentiment.train --datasets $(CORPUS)/datasets --work $(WORK)

evaluate-sentiment: $(RUN_READY) ## evaluate it beside VADER and TF-IDF (CORPUS=folder with datasets/ and gold/)
	@test -n "$(CORPUS)" || { echo "set CORPUS to the folder that holds datasets/ and gold/"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[evaluate]'
	NEWSTAPE_CORPUS=$(CORPUS) $(BIN)/python -m nlp.sentiment.evaluate

bench: $(DEV_READY) ## measure speed
	$(BIN)/python -m pytest tests/benchmarks --benchmark

dictionary: $(RUN_READY) ## write docs/data_dictionary.md anew
	$(BIN)/python -m warehouse.data_dictionary docs/data_dictionary.md

clean: ## remove everything that was made here
	rm -rf .venv newstape-demo newstape-data build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
