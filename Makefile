# Two commands for a newcomer: `make demo` runs the main job, `make test` passes the tests.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: demo test test-slow check gate quality bench load constraints clean

demo: $(VENV)/.installed  ## ingest the sample articles and serve a small news site
	$(BIN)/recommender demo

# tests run beside the servers that they start: threads of one would only wait for those of another
test: export OMP_NUM_THREADS = 1
# in two processes, each file in one of them: what its tests share is made once
test: $(VENV)/.dev  ## run the test suite
	$(BIN)/pytest -n 2 --dist loadfile

test-slow: export OMP_NUM_THREADS = 1
test-slow: $(VENV)/.dev  ## faults done for real, load, every page of the desk in a browser
	$(BIN)/pytest -m slow

check: $(VENV)/.dev  ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/.installed  ## what was reached must not be lost: pinned bounds on the samples
	$(BIN)/recommender-eval gate

quality: $(VENV)/.installed  ## what was promised, measured: every table of docs/quality.md
	$(BIN)/recommender-eval quality --write docs/quality.md

bench: $(VENV)/.installed  ## every speed figure that the README claims
	$(BIN)/recommender-eval bench

load: $(VENV)/.installed  ## how much load the service stands: the table of docs/load.md; needs wrk
	$(BIN)/recommender-eval load --write docs/load.md

constraints:  ## pin the versions that resolve together today
	uv pip compile --quiet --no-annotate --no-header --python-version 3.11 --all-extras pyproject.toml \
	  | grep -vE '^--|^nvidia|^cuda|^triton' | sed 's/+cpu//' > constraints.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/pip install -c constraints.txt -e '.[dev]'
	touch $@
