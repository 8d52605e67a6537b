# Needs make, a shell, the core utilities and Python 3.11 to 3.13; everything else is put into .venv.
#
#   make run      the page at http://127.0.0.1:8080          make test     every test this machine can run
#   make check    format, lint, types, contracts, policies   make bench    speed and quality, also of CORPUS="a.jsonl b.jsonl"
#   make eval     what a configured model adds, also on CORPUS (docs/model.md)
#   make llama    a real llama.cpp with a tiny model made on the spot (docs/model.md)
#   make faults   kill -9, frozen workers, cut lines, full disks
#   make train    the local reader's weights                 make clean    what can be made again

BIN := .venv/bin
CORPUS ?=
TESTS ?= tests
FAULTS := $(addprefix tests/faults/,kills.py outages.py endings.py digests.py reminders.py)

.PHONY: run test faults llama check format bench eval train clean install-run install-dev

run: install-run
	@exec $(BIN)/bedside serve

test: install-dev
	$(BIN)/python -m pytest -rs $(TESTS)

faults: install-dev
	$(BIN)/python -m pytest -rs -s $(FAULTS)

llama: install-dev
	@sh .ci/llama

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bedside policy check

format: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install-dev
	$(BIN)/python -m benchmarks $(CORPUS)

eval: install-dev
	$(BIN)/python -m benchmarks.evaluate $(CORPUS)

train:
	$(MAKE) -C training

clean:
	rm -rf .venv .venv-llama dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find bot adapters policies tests benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +

install-run install-dev: install-%:
	@sh .ci/environment $*
