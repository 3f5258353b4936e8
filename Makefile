# Everything works in a fresh clone: each target does its own set-up.

PYTHON := .venv/bin/python
BIN := .venv/bin

.PHONY: help demo test fresh long lint format bench catalogue lock clean

help: ## what can be made | was sich machen lässt
	@.ci/help $(MAKEFILE_LIST)

demo: ## drafts for all districts and a complete sample contract, with a table of what was made | Entwürfe für alle Bezirke und ein vollständiger Mustervertrag, mit Übersicht
	@.ci/setup demo
	$(BIN)/contracts generate --all --jobs 2
	@rm -rf generated/releases/musterbezirk # invented, so it may be made anew; no other release ever is
	$(BIN)/contracts generate musterbezirk --release

test: lint ## everything that is checked: lint and tests | alles, was geprüft wird: Stil und Tests
	$(PYTHON) -m pytest -n 2

fresh: ## demo and test in a bare Debian 12, built in a folder; as root | demo und test in einem nackten Debian 12 in einem Ordner; als root
	@.ci/fresh

long: ## the tests of chance with their full counts; one after the other they took 37 minutes | die Zufallstests in voller Zahl; nacheinander dauerten sie 37 Minuten
	@.ci/setup test
	VERTRAGSWERK_LONG=1 $(PYTHON) -m pytest -n 2 --durations=10 $$(grep -l "from tests import.* long" tests/test_*.py)

lint: ## style, types, layers | Stil, Typen, Schichten
	@.ci/setup test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: ## bring the code into the house style | bringt den Code in den Hausstil
	@.ci/setup test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ## how fast it is on this machine | wie schnell es auf diesem Rechner ist
	@.ci/setup test
	$(PYTHON) -m tests.benchmarks

catalogue: ## take new messages of the sources into the German catalogue | übernimmt neue Meldungen in den deutschen Katalog
	@.ci/setup test
	$(PYTHON) .ci/catalogue.py update
	$(PYTHON) .ci/catalogue.py compile

lock: ## pin all Python packages anew, with hashes | legt alle Python-Pakete neu fest, mit Prüfsummen
	.ci/lock

clean: ## remove what set-up and tools made (not generated/) | entfernt, was Einrichtung und Werkzeuge anlegten (nicht generated/)
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
