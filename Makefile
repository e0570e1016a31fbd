# make timeline   the seeds' timeline, from nothing but Python ≥ 3.11 and make
# make test       every test with its real parts (Chromium, Node's parsers of Gephi Lite)
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
OUT := out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: timeline test lint web system bench soak pictures docs clean

timeline: $(VENV)/installed
	$(BIN)/nenpyo build seeds/ -o $(OUT)

test: $(VENV)/developed system web
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbmake notebooks

lint: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# make bench NEWS=news.jsonl   speed of reading (against stock GiNZA), of dates, of the exports, of the page and of an archive
bench: $(VENV)/developed system
	@test -n "$(NEWS)" || { echo "make bench NEWS=FILE.jsonl: give a file of a thousand summaries or more"; exit 1; }
	$(BIN)/python -m tests.bench.annotate $(NEWS)
	$(BIN)/python -m tests.bench.find_times $(NEWS)
	$(BIN)/python -m tests.bench.exports
	$(BIN)/python -m tests.bench.page
	$(BIN)/python -m tests.bench.archive

# make soak       what takes long to break: very many random inputs over every reader; archives killed, and in use by many
soak: $(VENV)/developed
	$(BIN)/python -m tests.soak.inputs
	$(BIN)/python -m tests.soak.archive

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "nenpyo needs Python 3.11 or newer: install it, or run make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "no venv module in $(PYTHON): on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/installed: $(BIN)/python pyproject.toml
	@echo "installing nenpyo with GiNZA into $(VENV) (about 500 MB, a minute or two) …"
	$(PIP) --editable .
	@touch $@

$(VENV)/developed: $(BIN)/python pyproject.toml
	@echo "installing nenpyo with GiNZA and the test tools into $(VENV) …"
	$(PIP) --editable '.[dev,train]'
	@touch $@ $(VENV)/installed

# make pictures   renews the pictures that the page is compared with (tests/pictures): look at them before you commit them
pictures: $(VENV)/developed system
	$(BIN)/python -m tests.pictures

# make docs       renews docs/reference.md from the docstrings
docs: $(VENV)/developed
	$(BIN)/python -m tests.reference

system:
	@sh tests/system.sh

web: system
	@cd tests/web && npm install --silent --no-package-lock --no-audit --no-fund

clean:
	rm -rf $(VENV) $(OUT) tests/web/node_modules dist
