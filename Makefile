# Everything from a bare clone: `make demo` runs the main job, `make test` the tests.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: danger danger-weights demo test check stress peers bench keys schemas record mutate mutate-cues search reading votes clean

demo: $(READY)  ## set everything up and run the main job: the interview in a terminal, an example elsewhere
	@if [ -t 0 ] && [ -t 2 ]; then $(BIN)/overdue-cli; else \
	$(BIN)/overdue-cli check --lender 微粒贷 --days 20 --contacted family --reachable --channel call --at 22:40; fi

test: $(READY)  ## set everything up and run the tests, on all processors
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(READY)  ## what CI asks for beside the tests: style, types, knowledge
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/overdue-cli rules lint

$(READY): pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

stress: $(READY)  ## the heavy forms of the tests, minutes long; Spark where Java is
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]'
	@$(BIN)/python -m pytest tests/stress/stress_*.py

peers: $(READY)  ## the reader beside bare matching by a known engine
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python -m tools.peers

bench: $(READY)  ## how fast: start-up, loading, reading, assessing, screening; `make bench HOW=--quick` or `--long`
	@$(BIN)/python -m tools.bench $(HOW)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

record: $(READY)  ## write anew which provisions each rule cites, and what each pattern fires on; then read the diff
	@$(BIN)/python tests/record.py
	@$(BIN)/python -m tests.record_cues

keys: $(READY)  ## write anew the tables of keys in the docs
	@$(BIN)/python -m tools.key_tables

schemas: $(READY)  ## JSON Schemas of the data files, for editors that check while a lawyer types
	@$(BIN)/python -m tools.data_schemas

search: $(READY)  ## how often a question finds its topic, on questions kept out of the index
	@$(BIN)/python -m tests.search_quality

reading: $(READY)  ## how well the text reader reads our texts
	@$(BIN)/python -m tests.reading_quality

danger: $(READY)  ## how well danger is heard: missed and false, with intervals
	@$(BIN)/python -m tests.danger_quality

danger-weights: $(READY)  ## learn anew how despair sounds, from the sentences in tests/danger; `HOW=--measure` leaves writers out
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@$(BIN)/python -m tools.train_danger $(HOW)

votes: $(READY)  ## learn the votes of the reader anew from our texts
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@$(BIN)/python -m tools.train_votes

mutate-cues: $(READY)  ## which changes of the cues nobody would notice
	@$(BIN)/python -m tests.cue_mutation

mutate: $(READY)  ## which changes of the knowledge no case would notice
	@$(BIN)/python tests/mutation.py
