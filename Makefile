# Everything a contributor or CI runs. Each target installs what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Byte code is kept: without it, every process would compile thousands of modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install evals test controls calibrate fidelity check lock bench bench-mcp clean
.DEFAULT_GOAL := help

help: ## Say what there is to run
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Make .venv from requirements.txt, where it is missing or stale

# uv where it is on the path (seconds), pip where not (about a minute). The digest of the pins is kept, so
# that a checkout that only changes file times installs nothing.
$(INSTALLED): requirements.txt
	@digest=$$(cksum < requirements.txt); \
	if [ -f $(INSTALLED) ] && [ "$$(cat $(INSTALLED))" = "$$digest" ]; then touch $(INSTALLED); exit 0; fi; \
	set -e; \
	if command -v uv >/dev/null 2>&1; then \
		echo "Installing into $(VENV) with uv ..."; \
		[ -x $(BIN)/python ] || uv venv --quiet --python $(PYTHON) $(VENV); \
		uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.txt; \
	else \
		echo "Installing into $(VENV) with pip (about a minute, once) ..."; \
		[ -x $(BIN)/pip ] || $(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt; \
	fi; \
	echo "$$digest" > $(INSTALLED)

evals: $(INSTALLED) ## Run the evals; without a key, with the reference agent and the keyless judge
	$(BIN)/python -m pytest evals $(ARGS)

test: $(INSTALLED) ## Run the tests of the suite itself, the controls of every eval among them
	$(BIN)/python -m pytest tests $(ARGS)
	$(BIN)/python -m evals controls

controls: $(INSTALLED) ## Show for each eval that a right answer passes and known kinds of wrong ones fail
	$(BIN)/python -m evals controls $(ARGS)

calibrate: $(INSTALLED) ## Measure the keyless judge on labelled answers, the dev split and the test split
	-$(BIN)/python -m evals calibrate --judge keyless --split dev
	$(BIN)/python -m evals calibrate --judge keyless $(ARGS)

fidelity: $(INSTALLED) ## Compare replayed evidence with what the installed Prefect produces itself
	$(BIN)/python -m tools.fidelity

check: $(INSTALLED) ## Lint, format, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## Pin the dependencies of pyproject.toml again, newest first (needs uv)
	uv pip compile --quiet --upgrade --universal --no-strip-extras --generate-hashes --no-emit-index-url \
		--python-version 3.11 --group dev pyproject.toml --custom-compile-command "make lock" -o requirements.txt
	$(PYTHON) tools/pin_extras.py requirements.txt

bench: $(INSTALLED) ## Measure floor, collection, a cold start and each further eval; writes .evals/bench.json
	$(BIN)/python -m tools.bench

bench-mcp: $(INSTALLED) ## Measure both transports of the MCP server, ready and per call
	$(BIN)/python -m tools.bench_mcp

clean: ## Remove what runs left behind, the environment included
	rm -rf $(VENV) .evals .mypy_cache .ruff_cache .pytest_cache
