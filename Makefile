# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Windows, without make: the same lines are in README.md.

PYTHON ?= python3
PICTURES ?= resources/samples
BRIEF ?= resources/samples/brief.txt
OUT ?= demo-output
BIN := .venv/bin

.PHONY: demo run test check screenshots benchmarks clean

## A brief becomes a moodboard: PICTURES=~/Pictures takes your own folder, BRIEF=file your own brief.
demo: .venv/.engine
	@mkdir -p $(OUT)
	$(BIN)/picturedesk add "$(PICTURES)" --library "$(OUT)/library"
	$(BIN)/picturedesk board "$(BRIEF)" --library "$(OUT)/library" -o "$(OUT)/moodboard.pdf" --overwrite --shot-list "$(OUT)/shot-list.csv"
	$(BIN)/picturedesk board "$(BRIEF)" --library "$(OUT)/library" -o "$(OUT)/moodboard.html" --overwrite

## Open the window.
run: .venv/.window
	$(BIN)/picturedesk-app

## Lint, types, contracts, tests: what CI runs.
test: .venv/.test
	$(MAKE) check

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python packaging/check_system.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto

## Every page, photographed offscreen into $(OUT)/screenshots: look at them.
screenshots: .venv/.test
	for page in screenshots moodboard_screenshots screenshots_headlines alttext/screenshots; do \
		QT_QPA_PLATFORM=offscreen $(BIN)/python tests/app/$$page.py --out "$(OUT)/screenshots" || exit 1; \
	done

benchmarks: .venv/.test
	$(BIN)/python tests/benchmarks/run.py

clean:
	rm -rf .venv demo-output

# -- the environment: made once, brought up to date when the project's needs change --------------

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Picture Desk needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# torch first and by itself: a CPU build that is already there is kept.
.venv/.torch: .venv/.made constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt torch torchvision
	@touch $@

.venv/.engine: .venv/.torch pyproject.toml
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

.venv/.window: .venv/.torch pyproject.toml
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[window]'
	@touch $@ .venv/.engine

.venv/.test: .venv/.torch pyproject.toml
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[window,test]'
	@touch $@ .venv/.window .venv/.engine
