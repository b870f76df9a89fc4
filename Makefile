# Two commands are enough: make run, make test. Both install what they need into .venv and fetch the model weights.
PYTHON ?= python3
# The processor build of PyTorch, for tests and for the transformers backend. Elsewhere: make test TORCH="torch==2.13.0 --index-url URL"
TORCH ?= torch==2.13.0
BIN := .venv/bin
LANGUAGE_MODEL := qwen2.5-coder-1.5b-instruct-q4_k_m

.PHONY: run test check bench results clean browser

run: .venv/run
	@$(BIN)/sourcier ui --first-run

test: .venv/dev browser
	@$(BIN)/sourcier weights fetch multilingual-e5-small $(LANGUAGE_MODEL) smollm2-135m-q4_1
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev
	@$(BIN)/sourcier weights fetch multilingual-e5-small $(LANGUAGE_MODEL)
	$(BIN)/python -m eval.bench

# docs/results.md from real runs: eval/results.toml says which, and how many items. Stopped, it goes on where it stopped.
results: .venv/dev
	@$(BIN)/sourcier weights fetch multilingual-e5-small $(LANGUAGE_MODEL)
	$(BIN)/sourcier eval results --file docs/results.md

# Debian's Chromium drives the page in the tests.
browser:
	@command -v chromium >/dev/null || { \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; }

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sourcier needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip setuptools wheel

.venv/run: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --progress-bar on -c constraints.txt -e .
	@touch $@

.venv/dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,torch]'
	@touch $@ .venv/run

clean:
	rm -rf .venv build *.egg-info
