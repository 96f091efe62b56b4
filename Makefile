# `make` lists what there is. Needs make and Python 3.11 or newer, nothing else.

# Settings of other projects that would change what is installed or tested here.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONSAFEPATH PYTHONWARNINGS PYTEST_ADDOPTS
unexport PIP_PREFIX PIP_REQUIRE_VIRTUALENV PIP_ROOT PIP_TARGET PIP_USER VIRTUAL_ENV
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Certificates that a company has installed on its computers count.
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
# Two targets at once would set up the environment twice.
.NOTPARALLEL:
.PHONY: help lab test test-exhaustive oldest bench lint instructor gradebook cohort-demo release briefs scales lock wheels clean FORCE

ENV := .venv
ifeq ($(OS),Windows_NT)
PY := $(ENV)/Scripts/python.exe
else
PY := $(ENV)/bin/python
endif
# What learners need is there; what tests add is there as well.
STAMP := $(ENV)/.stamp
TESTED := $(ENV)/.stamp-tests

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

test-exhaustive: $(TESTED) ## repeat for certainty what make test has shown on a few cases
	$(PY) -m pytest -n 3 --dist worksteal -m exhaustive

lint: $(TESTED) ## check style and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

oldest: $(STAMP) ## fetch the oldest JupyterLab supported, for the browser tests
	$(PY) -m uv venv --quiet --clear build/lab-4.4 --python $(PY)
	$(PY) -m uv pip install --quiet --python build/lab-4.4 --no-deps "jupyterlab>=4.4.9,<4.5"

bench: $(TESTED) ## measure speed beside its peers and write the table
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

lock: $(STAMP) ## write the exact versions that are installed here and by learners
	$(PY) tests/locks.py

wheels: $(STAMP) ## see that every system can install those versions from wheels alone
	$(PY) tests/locks.py --check

clean: ## remove the environment and caches; keeps my_work/ and cohort/
	rm -rf $(ENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find src tests course solutions assessments -name __pycache__ -prune -exec rm -rf {} +

# The environment is out of date when the lock, the project file or the settings it
# installs are newer, when the folder has moved (the stamp holds its path), or when its
# Python is gone or another.
SETTINGS := $(shell find src/doneenough/lab/config/everyone src/doneenough/lab/companion -type f)
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(shell pwd))
STALE := FORCE
else ifneq ($(shell $(PY) -c "import doneenough; print('works')" 2>/dev/null),works)
STALE := FORCE
endif

# uv takes seconds and shows what it fetches. Where it cannot work, pip may.
define NO_UV
echo "uv, the fast installer, could not do it. Trying once more with pip, which takes minutes." >&2
endef
define FAILED
{ echo "Installing failed; the reason is above. Is the internet reachable, and is there" >&2; \
  echo "room on the disk (1 GB)? Please run make again: it goes on from here." >&2; exit 1; }
endef

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
	for place in "$$(pwd)" "$$(pwd)/$(ENV)"; do \
	  if [ -e "$$place" ] && [ ! -w "$$place" ]; then \
	    echo "You may not write in $$place" >&2; \
	    echo "Please copy the course to a folder of your own and run make again there." >&2; \
	    exit 1; \
	  fi; \
	done; \
	old=""; \
	if [ -f $(STAMP) ] && [ "$$(cat $(STAMP))" != "$$(pwd)" ]; then \
	  old="belongs to another folder"; \
	elif [ -e $(ENV) ] && ! $(PY) -c "import pip, sys; sys.exit(sys.version_info < (3, 11))" \
	  >/dev/null 2>&1; then \
	  old="does not work with this Python"; \
	fi; \
	if [ -n "$$old" ]; then echo "The environment in $(ENV)/ $$old, so it is made again."; fi; \
	if [ -n "$$old" ] || [ ! -e $(ENV) ]; then \
	  if ! "$$found" -c "import ensurepip, venv" >/dev/null 2>&1; then \
	    echo "$$found cannot make an environment: venv or ensurepip is missing." >&2; \
	    echo "On Debian and Ubuntu: sudo apt install python3-venv. Then run make again." >&2; \
	    exit 1; \
	  fi; \
	  echo "Setting up the course in $(ENV)/: about 700 MB, under a minute, only this once."; \
	  echo "1 of 3: an environment of its own"; \
	  "$$found" -m venv --clear $(ENV); \
	else \
	  echo "Bringing $(ENV)/ up to date."; \
	fi; \
	rm -f $(STAMP); \
	echo "2 of 3: the installer"; \
	$(PY) -m pip install -c requirements.txt hatchling uv || echo "That failed." >&2; \
	echo "3 of 3: JupyterLab, the course and what they need"; \
	if ! $(PY) -m uv pip install --python $(PY) -r requirements.txt \
	  --no-build-isolation --reinstall-package doneenough -e .; then \
	  $(NO_UV); \
	  { $(PY) -m pip install -r requirements.txt && \
	    $(PY) -m pip install -q --no-deps --no-build-isolation -e .; } || $(FAILED); \
	fi; \
	pwd > $(STAMP)

$(TESTED): tests/requirements.txt $(STAMP)
	@set -eu; \
	echo "Adding what the tests need: about 350 MB."; \
	if ! $(PY) -m uv pip install --python $(PY) -r tests/requirements.txt; then \
	  $(NO_UV); \
	  $(PY) -m pip install -r tests/requirements.txt || $(FAILED); \
	fi; \
	touch $(TESTED)

FORCE:
