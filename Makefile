# `make` lists what there is. Needs make and Python 3.11 or newer, nothing else.

# Settings of other projects that would change what is installed or tested here.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONSAFEPATH PYTHONWARNINGS PYTEST_ADDOPTS
unexport PIP_PREFIX PIP_REQUIRE_VIRTUALENV PIP_ROOT PIP_TARGET PIP_USER VIRTUAL_ENV
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
# Two targets at once would set up the environment twice.
.NOTPARALLEL:
.PHONY: help lab test test-exhaustive oldest bench lint instructor gradebook cohort-demo release briefs scales lock clean FORCE

ENV := .venv
ifeq ($(OS),Windows_NT)
PY := $(ENV)/Scripts/python.exe
else
PY := $(ENV)/bin/python
endif
STAMP := $(ENV)/.stamp

# The first that is new enough, or the one you name: make lab PYTHON=/path/to/python3
PYTHONS := python3 python3.11 python3.12 python3.13 python3.14 python
ifeq ($(origin PYTHON),command line)
PYTHONS := "$(PYTHON)"
else ifeq ($(origin PYTHON),environment)
PYTHONS := "$(PYTHON)" $(PYTHONS)
endif

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

lab: $(STAMP) ## open the course in JupyterLab
	@$(PY) -m doneenough lab

test test-exhaustive bench: export OMP_NUM_THREADS := 1
test test-exhaustive bench: export OPENBLAS_NUM_THREADS := 1
test test-exhaustive bench: export MKL_NUM_THREADS := 1
test test-exhaustive bench: export DONEENOUGH_ROOT :=
test test-exhaustive bench: export DONEENOUGH_WORK :=
# Three processes, for many tests wait; one thread each.
test: lint ## run every check, repeats for certainty left out
	$(PY) -m pytest -n 3 --dist worksteal -m "not exhaustive"

test-exhaustive: $(STAMP) ## repeat for certainty what make test has shown on a few cases
	$(PY) -m pytest -n 3 --dist worksteal -m exhaustive

lint: $(STAMP) ## check style and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

oldest: $(STAMP) ## fetch the oldest JupyterLab supported, for the browser tests
	$(PY) -m uv venv --quiet --clear build/lab-4.4 --python $(PY)
	$(PY) -m uv pip install --quiet --python build/lab-4.4 --no-deps "jupyterlab>=4.4.9,<4.5"

bench: $(STAMP) ## measure speed beside its peers and write the table
	$(PY) tests/benchmarks/run.py --readme

instructor: gradebook ## open the course with nbgrader's pages for grading
	@$(PY) -m doneenough lab --instructor

gradebook: $(STAMP) ## register all assessments for grading; keeps grades
	@$(PY) -m doneenough gradebook

cohort-demo: $(STAMP) ## grade 200 simulated learners in build/cohort-demo/
	@$(PY) -m doneenough cohort demo build/cohort-demo

briefs: $(STAMP) ## draw the situations behind every exercise again, then run make scales
	@$(PY) -m doneenough.core.brief_tables

scales: $(STAMP) ## compute the costs behind every brief again
	@$(PY) -m doneenough.core.scales

release: $(STAMP) ## make what learners get (assessments/) from the masters (solutions/)
	@$(PY) -m doneenough release

lock: $(STAMP) ## write the exact versions into requirements.txt
	$(PY) -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-config \
	  --quiet --output-file requirements.txt

clean: ## remove the environment and caches; keeps my_work/ and cohort/
	rm -rf $(ENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find src tests course solutions assessments -name __pycache__ -prune -exec rm -rf {} +

# The environment is out of date when the lock, the project file or the settings it
# installs are newer, when the folder has moved (the stamp holds its path), or when its
# Python is gone.
SETTINGS := $(shell find src/doneenough/lab/config/everyone src/doneenough/lab/companion -type f)
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(shell pwd))
STALE := FORCE
else ifneq ($(shell $(PY) -c "print('works')" 2>/dev/null),works)
STALE := FORCE
endif

$(STAMP): requirements.txt pyproject.toml $(SETTINGS) $(STALE)
	@set -eu; \
	found=""; \
	for candidate in $(PYTHONS); do \
	  if "$$candidate" -c "import sys; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then \
	    found="$$candidate"; break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "The course needs Python 3.11 or newer. None of these is:" $(PYTHONS) >&2; \
	  echo "Please install it from https://www.python.org/downloads/ and run make again," >&2; \
	  echo "or say where it is: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	moved=""; \
	if [ -f $(STAMP) ] && [ "$$(cat $(STAMP))" != "$$(pwd)" ]; then moved=yes; fi; \
	if [ -n "$$moved" ] || ! $(PY) -m pip --version >/dev/null 2>&1; then \
	  if ! "$$found" -c "import ensurepip, venv" >/dev/null 2>&1; then \
	    echo "$$found cannot make an environment: venv or ensurepip is missing." >&2; \
	    echo "On Debian and Ubuntu: sudo apt install python3-venv. Then run make again." >&2; \
	    exit 1; \
	  fi; \
	  echo "Setting up the course in $(ENV)/: about 1.2 GB and a few minutes, only this once."; \
	  "$$found" -m venv --clear $(ENV); \
	else \
	  echo "Bringing $(ENV)/ up to date."; \
	fi; \
	rm -f $(STAMP); \
	if ! $(PY) -m pip install -qq -r requirements.txt || \
	   ! $(PY) -m pip install -qq --no-deps --no-build-isolation -e .; then \
	  echo "Installing failed. Is the internet reachable? Please run make again." >&2; \
	  exit 1; \
	fi; \
	pwd > $(STAMP)

FORCE:
