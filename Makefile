# make demo   environment, install, then the main job: aligned tables and exports of the bundled corpus
# make test   environment, install, then every check and test
# make judges what OmegaT and other programs make of our files
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test judges bench clean

demo: $(VENV)/installed
	$(BIN)/duizhao build --output build/demo
	@echo
	@echo "The aligned tables and exports are in $(CURDIR)/build/demo"
	@echo "Open build/demo/treaty/treaty.html in a browser or build/demo/treaty/treaty.xlsx in a spreadsheet program."

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/duizhao validate
	$(BIN)/python -m pytest -n auto

# programs that we did not write, as judges of our files; where that can be, those not installed are installed first
judges: $(VENV)/installed-dev
	.ci/clients
	$(BIN)/python -m pytest -q tests/judges

bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m tests.benchmarks.align
	$(BIN)/python -m tests.benchmarks.align tests/benchmarks/literary --sizes
	$(BIN)/python -m tests.benchmarks.missing
	$(BIN)/python -m tests.benchmarks.articles
	$(BIN)/python -m tests.benchmarks.growth
	$(BIN)/python -m tests.benchmarks.rows
	$(BIN)/python -m tests.benchmarks.belonging
	$(BIN)/python -m tests.benchmarks.startup
	$(BIN)/python -m tests.benchmarks.recognition
	$(BIN)/python -m tests.benchmarks.lookup
	$(BIN)/python -m tests.benchmarks.values
	$(BIN)/python -m tests.benchmarks.checker
	$(BIN)/python -m tests.benchmarks.speed

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is wanted; name it with: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 2; }
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf build dist .venv
