# Everything a contributor or CI runs. Each target installs what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ACTIONLINT := $(VENV)/actionlint/bin/actionlint
WORKFLOWS := $(wildcard .github/workflows/*.yml)
# Where reports go, and what machines of CI hand to each other.
OUT ?= build/ci
RESULTS ?= .evals/$(shell cat .evals/latest 2>/dev/null)
export OUT REPEATS ARGS SHARD SHARDS MAX_COST GATE_ARGS BASELINE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Byte code is kept: without it, every process would compile thousands of modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install evals test controls calibrate report fidelity check check-workflows actionlint lock bench bench-mcp bench-results simulate-gate clean
.PHONY: ci-keyless ci-live ci-whole ci-report ci-baseline ci-gate ci-renew ci-comment
.DEFAULT_GOAL := help

help: ## Say what there is to run
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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

report: $(INSTALLED) ## Write report.html, summary.md and junit.xml of the latest run, or of RESULTS, into OUT
	@mkdir -p $(OUT)
	$(BIN)/python -m evals report $(RESULTS) --html $(OUT)/report.html --markdown $(OUT)/summary.md \
		--junit $(OUT)/junit.xml

fidelity: $(INSTALLED) ## Compare replayed evidence with what the installed Prefect produces itself
	$(BIN)/python -m tools.fidelity

check: $(INSTALLED) check-workflows ## Lint, format, types, the direction of imports, and the CI workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# zizmor offline: what it would ask GitHub for (known vulnerabilities of actions) must not decide on a check.
check-workflows: $(INSTALLED) ## Check the CI workflows: schema, security and, where installed, actionlint
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows $(WORKFLOWS)
	$(BIN)/zizmor --offline --quiet --strict-collection $(WORKFLOWS)
	@if [ -x $(ACTIONLINT) ]; then $(ACTIONLINT) $(WORKFLOWS) && echo "actionlint: ok"; \
	else echo "actionlint: NOT RUN, it is not installed (make actionlint)"; fi

actionlint: $(ACTIONLINT) ## Install actionlint, which comes from GitHub, for `make check`
$(ACTIONLINT): tools/ci_actionlint.txt
	$(PYTHON) -m venv $(VENV)/actionlint
	$(VENV)/actionlint/bin/python -m pip install --quiet --require-hashes -r $<
	@touch $@

# The steps of .github/workflows/evals.yml; what they take from the environment is said in tools/ci_*.py.
ci-keyless: $(INSTALLED) ## CI: the share of one machine, without a key
	$(BIN)/python -m tools.ci_run keyless

ci-live: $(INSTALLED) ## CI: the share of one machine, with a model; red without a key, but for a pull request
	$(BIN)/python -m tools.ci_run live

ci-whole: $(INSTALLED) ## CI: is everything there that the machines should have run, and nothing twice?
	$(BIN)/python -m tools.ci_whole

ci-report: ## CI: the report of all machines, its summary in that of the workflow's run, too
	@$(MAKE) --no-print-directory report RESULTS="$(OUT)/results/*/*/results.jsonl"
	@if [ -n "$$GITHUB_STEP_SUMMARY" ]; then cat $(OUT)/summary.md >> "$$GITHUB_STEP_SUMMARY"; fi

ci-baseline: $(INSTALLED) ## CI: fetch what the last good night on the default branch left
	$(BIN)/python -m tools.ci_baseline fetch

ci-gate: $(INSTALLED) ## CI: hold what the machines ran against the baseline
	$(BIN)/python -m tools.ci_gate

ci-renew: $(INSTALLED) ## CI: make a baseline of what the machines ran
	$(BIN)/python -m tools.ci_baseline renew

ci-comment: ## CI: say in the pull request what the gate decided, in one comment that is updated
	$(PYTHON) -m tools.ci_comment

lock: ## Pin the dependencies of pyproject.toml again, newest first (needs uv)
	uv pip compile --quiet --upgrade --universal --no-strip-extras --generate-hashes --no-emit-index-url \
		--python-version 3.11 --group dev pyproject.toml --custom-compile-command "make lock" -o requirements.txt
	$(PYTHON) tools/pin_extras.py requirements.txt

bench: $(INSTALLED) ## Measure floor, collection, a cold start and each further eval; writes .evals/bench.json
	$(BIN)/python -m tools.bench

bench-results: $(INSTALLED) ## Measure report and gate on a thousand records: seconds, peak memory, size
	$(BIN)/python -m tools.bench_results $(RESULTS)

simulate-gate: $(INSTALLED) ## How often the gate goes red by chance, and how often it sees a fall
	$(BIN)/python -m tools.simulate_gate

bench-mcp: $(INSTALLED) ## Measure both transports of the MCP server, ready and per call
	$(BIN)/python -m tools.bench_mcp

clean: ## Remove what runs left behind, the environment included
	rm -rf $(VENV) .evals build .mypy_cache .ruff_cache .pytest_cache
